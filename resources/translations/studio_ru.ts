<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation>
            <numerusform>%n выбранный</numerusform>
            <numerusform>%n выбранных</numerusform>
            <numerusform>%n выбранных</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>About</name>
    <message>
        <source>About Full-Motion Studio</source>
        <translation>О программе Full-Motion Studio</translation>
    </message>
    <message>
        <source>Licences of what is built in</source>
        <translation>Лицензии встроенных частей</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>A desktop studio in which one person makes a talking, moving episode every day. Nothing leaves this machine.</source>
        <translation>Студия, в которой один человек каждый день делает говорящий, живой эпизод. Ничто не покидает этот компьютер.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New episode…</source>
        <translation>Новый эпизод…</translation>
    </message>
    <message>
        <source>New like this one…</source>
        <translation>Новый, как этот…</translation>
    </message>
    <message>
        <source>Open episode…</source>
        <translation>Открыть эпизод…</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Начальная страница</translation>
    </message>
    <message>
        <source>Show the episode&apos;s folder</source>
        <translation>Показать папку эпизода</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>Изменить клавиши…</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Подготовка</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Генерация</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Отбор</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Монтаж</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Следующая панель</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>Предыдущая панель</translation>
    </message>
    <message>
        <source>Usual layout</source>
        <translation>Обычное расположение</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>Look: as the system</source>
        <translation>Вид: как в системе</translation>
    </message>
    <message>
        <source>Look: dark</source>
        <translation>Вид: тёмный</translation>
    </message>
    <message>
        <source>Look: light</source>
        <translation>Вид: светлый</translation>
    </message>
    <message>
        <source>Language: as the system</source>
        <translation>Язык: как в системе</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>Язык: английский</translation>
    </message>
    <message>
        <source>Language: Russian</source>
        <translation>Язык: русский</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Палитра команд</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>About</source>
        <translation>О программе</translation>
    </message>
    <message>
        <source>Make the missing takes</source>
        <translation>Сделать недостающие дубли</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Пауза или дальше</translation>
    </message>
    <message>
        <source>Stop after this frame</source>
        <translation>Остановить после этого кадра</translation>
    </message>
    <message>
        <source>Cancel at once</source>
        <translation>Прервать сразу</translation>
    </message>
    <message>
        <source>Try failed frames again</source>
        <translation>Повторить неудавшиеся кадры</translation>
    </message>
    <message>
        <source>Queue: job earlier</source>
        <translation>Очередь: задание раньше</translation>
    </message>
    <message>
        <source>Queue: job later</source>
        <translation>Очередь: задание позже</translation>
    </message>
    <message>
        <source>Queue: hold or resume job</source>
        <translation>Очередь: придержать или продолжить</translation>
    </message>
    <message>
        <source>Queue: run job again</source>
        <translation>Очередь: выполнить ещё раз</translation>
    </message>
    <message>
        <source>Queue: remove job</source>
        <translation>Очередь: убрать задание</translation>
    </message>
    <message>
        <source>Queue: resume all</source>
        <translation>Очередь: продолжить всё</translation>
    </message>
    <message>
        <source>Queue: clear finished</source>
        <translation>Очередь: убрать законченные</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>Clear the decision</source>
        <translation>Снять решение</translation>
    </message>
    <message>
        <source>Accept and go on</source>
        <translation>Принять и дальше</translation>
    </message>
    <message>
        <source>Reject and go on</source>
        <translation>Отклонить и дальше</translation>
    </message>
    <message>
        <source>Clear and go on</source>
        <translation>Снять решение и дальше</translation>
    </message>
    <message>
        <source>Go on after each decision</source>
        <translation>Переходить дальше после решения</translation>
    </message>
    <message>
        <source>Make this take the pick of its frame</source>
        <translation>Выбрать этот дубль для кадра</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Выделить всё</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation>Обратить выделение</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Сетка</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Лупа</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation>Картинки крупнее</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>Картинки мельче</translation>
    </message>
    <message>
        <source>Play the picks</source>
        <translation>Проиграть выбранные</translation>
    </message>
    <message>
        <source>Re-roll the selected frames</source>
        <translation>Переделать выделенные кадры</translation>
    </message>
    <message>
        <source>Re-roll every frame without a pick</source>
        <translation>Переделать все кадры без выбора</translation>
    </message>
    <message>
        <source>Use the picks</source>
        <translation>Взять выбранные</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Приблизить</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Отдалить</translation>
    </message>
    <message>
        <source>Show the source frame, or swap the sides compared</source>
        <translation>Показать исходный кадр или поменять стороны</translation>
    </message>
    <message>
        <source>Compare with something else</source>
        <translation>Сравнить с другим</translation>
    </message>
    <message>
        <source>Scores over the picture</source>
        <translation>Оценки поверх картинки</translation>
    </message>
    <message>
        <source>Face and landmarks over the picture</source>
        <translation>Лицо и точки поверх картинки</translation>
    </message>
    <message>
        <source>Take out of the survey</source>
        <translation>Убрать из обзора</translation>
    </message>
    <message>
        <source>Play the selected takes</source>
        <translation>Проиграть выделенные дубли</translation>
    </message>
    <message>
        <source>Go to a frame…</source>
        <translation>Перейти к кадру…</translation>
    </message>
    <message>
        <source>Use the settings of this take</source>
        <translation>Взять настройки этого дубля</translation>
    </message>
    <message>
        <source>Re-roll this frame</source>
        <translation>Переделать этот кадр</translation>
    </message>
    <message>
        <source>Show the file of this take</source>
        <translation>Показать файл дубля</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>Играть или остановить</translation>
    </message>
    <message>
        <source>Play backward, again: faster</source>
        <translation>Играть назад, ещё раз: быстрее</translation>
    </message>
    <message>
        <source>Stop; held with J or L: frame by frame</source>
        <translation>Стоп; вместе с J или L: по кадру</translation>
    </message>
    <message>
        <source>Play forward, again: faster</source>
        <translation>Играть вперёд, ещё раз: быстрее</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Предыдущий кадр</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Следующий кадр</translation>
    </message>
    <message>
        <source>Previous edit point or marker</source>
        <translation>Предыдущая склейка или метка</translation>
    </message>
    <message>
        <source>Next edit point or marker</source>
        <translation>Следующая склейка или метка</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>В конец</translation>
    </message>
    <message>
        <source>Reject the take under the playhead</source>
        <translation>Отклонить дубль под курсором</translation>
    </message>
    <message>
        <source>Accept the take under the playhead</source>
        <translation>Принять дубль под курсором</translation>
    </message>
    <message>
        <source>Open the take under the playhead in Review</source>
        <translation>Открыть дубль под курсором в отборе</translation>
    </message>
    <message>
        <source>In: begin here</source>
        <translation>Вход: начать здесь</translation>
    </message>
    <message>
        <source>Out: end here</source>
        <translation>Выход: закончить здесь</translation>
    </message>
    <message>
        <source>Neither in nor out</source>
        <translation>Без входа и выхода</translation>
    </message>
    <message>
        <source>Split the clip under the playhead</source>
        <translation>Разрезать клип под курсором</translation>
    </message>
    <message>
        <source>Marker at the playhead, or take it away</source>
        <translation>Метка под курсором или убрать её</translation>
    </message>
    <message>
        <source>Caption at the playhead</source>
        <translation>Титр под курсором</translation>
    </message>
    <message>
        <source>Select what lies under the playhead, again: the next</source>
        <translation>Выделить то, что под курсором, ещё раз: следующее</translation>
    </message>
    <message>
        <source>Write in the selected caption</source>
        <translation>Править выделенный титр</translation>
    </message>
    <message>
        <source>Remove what is selected</source>
        <translation>Убрать выделенное</translation>
    </message>
    <message>
        <source>Add a sound…</source>
        <translation>Добавить звук…</translation>
    </message>
    <message>
        <source>Add a reference picture…</source>
        <translation>Добавить фото лица…</translation>
    </message>
    <message>
        <source>Paste a reference picture</source>
        <translation>Вставить фото лица</translation>
    </message>
    <message>
        <source>Choose a source video…</source>
        <translation>Выбрать видео-источник…</translation>
    </message>
    <message>
        <source>Choose a folder of pictures as the source…</source>
        <translation>Выбрать папку картинок как источник…</translation>
    </message>
    <message>
        <source>Choose a voice…</source>
        <translation>Выбрать голос…</translation>
    </message>
    <message>
        <source>Look for faces in the source</source>
        <translation>Искать лица в источнике</translation>
    </message>
    <message>
        <source>Stop looking for faces</source>
        <translation>Прекратить поиск лиц</translation>
    </message>
    <message>
        <source>Next frame of the source</source>
        <translation>Следующий кадр источника</translation>
    </message>
    <message>
        <source>Previous frame of the source</source>
        <translation>Предыдущий кадр источника</translation>
    </message>
    <message>
        <source>Range starts at this frame</source>
        <translation>Начать диапазон с этого кадра</translation>
    </message>
    <message>
        <source>Range ends at this frame</source>
        <translation>Закончить диапазон этим кадром</translation>
    </message>
    <message>
        <source>Use all frames</source>
        <translation>Взять все кадры</translation>
    </message>
    <message>
        <source>New preset…</source>
        <translation>Новый пресет…</translation>
    </message>
    <message>
        <source>Save the preset</source>
        <translation>Сохранить пресет</translation>
    </message>
    <message>
        <source>Import presets…</source>
        <translation>Импортировать пресеты…</translation>
    </message>
    <message>
        <source>Generate what is missing</source>
        <translation>Сгенерировать недостающее</translation>
    </message>
    <message>
        <source>Captions from a file…</source>
        <translation>Титры из файла…</translation>
    </message>
    <message>
        <source>Draw to edges, markers and playhead</source>
        <translation>Притягивать к краям, меткам и курсору</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Показать целиком</translation>
    </message>
    <message>
        <source>Export the video</source>
        <translation>Экспортировать видео</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Остановить экспорт</translation>
    </message>
    <message>
        <source>Play or pause the result</source>
        <translation>Играть результат или пауза</translation>
    </message>
    <message>
        <source>Show the video in its folder</source>
        <translation>Показать видео в папке</translation>
    </message>
    <message>
        <source>Choose the folder to export to…</source>
        <translation>Выбрать папку для экспорта…</translation>
    </message>
</context>
<context>
    <name>AskLine</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Awaited</name>
    <message>
        <source>Reading…</source>
        <translation>Чтение…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Notices</source>
        <translation>Сообщения</translation>
    </message>
</context>
<context>
    <name>BannerLine</name>
    <message>
        <source>Copy details</source>
        <translation>Копировать подробности</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n раз</numerusform>
            <numerusform>%n раза</numerusform>
            <numerusform>%n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>BringIn</name>
    <message>
        <source>Add {file}</source>
        <translation>Добавить {file}</translation>
    </message>
    <message>
        <source>Captions from {file}</source>
        <translation>Титры из {file}</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>Чтение {file}…</translation>
    </message>
</context>
<context>
    <name>BudgetPanel</name>
    <message>
        <source>Budget</source>
        <translation>Бюджет</translation>
    </message>
    <message>
        <source>forecast · measured</source>
        <translation>прогноз · измерено</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Генерация</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценки</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Петля</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Сведение</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Episode</source>
        <translation>Эпизод</translation>
    </message>
    <message>
        <source>Money, at {rate} an hour</source>
        <translation>Деньги, по {rate} в час</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Делать нечего</translation>
    </message>
    <message>
        <source>Not measured on this machine yet</source>
        <translation>На этом компьютере ещё не измерено</translation>
    </message>
    <message numerus="yes">
        <source>From %n earlier run(s) on this machine</source>
        <translation>
            <numerusform>По %n прежнему запуску на этом компьютере</numerusform>
            <numerusform>По %n прежним запускам на этом компьютере</numerusform>
            <numerusform>По %n прежним запускам на этом компьютере</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionEditor</name>
    <message>
        <source>Text of the caption</source>
        <translation>Текст титра</translation>
    </message>
</context>
<context>
    <name>ClipFields</name>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> дБ</translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Длина</translation>
    </message>
    <message>
        <source>Gain of the clip</source>
        <translation>Усиление клипа</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>Нарастание</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>Затухание</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Клип</translation>
    </message>
    <message>
        <source>Move clip</source>
        <translation>Сдвинуть клип</translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation>Подрезать клип</translation>
    </message>
    <message>
        <source>Gain of a clip</source>
        <translation>Усиление клипа</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>The window closes when the frame in the making is done.</source>
        <translation>Окно закроется, когда текущий кадр будет готов.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) at work.</source>
        <translation>
            <numerusform>Выполняется %n задание.</numerusform>
            <numerusform>Выполняются %n задания.</numerusform>
            <numerusform>Выполняется %n заданий.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every finished take is kept. What is left goes on after the next start.</source>
        <translation>Все готовые дубли сохранены. Остальное продолжится после следующего запуска.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Продолжить работу</translation>
    </message>
    <message>
        <source>Stop after this frame and close</source>
        <translation>Закрыть после этого кадра</translation>
    </message>
    <message>
        <source>Stop now and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Палитра команд</translation>
    </message>
    <message>
        <source>Type a command or an episode</source>
        <translation>Введите команду или эпизод</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Найденные команды</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Compare with</source>
        <translation>Сравнить с</translation>
    </message>
    <message>
        <source>Changes a second</source>
        <translation>Смен в секунду</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>{rate} в секунду</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Рядом</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Шторка</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Мигание</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Разница</translation>
    </message>
    <message>
        <source>with</source>
        <translation>с</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>No take is shown. Change the filter (\).</source>
        <translation>Ни один дубль не показан. Измените фильтр (\).</translation>
    </message>
    <message>
        <source>source</source>
        <translation>источник</translation>
    </message>
    <message>
        <source>reference {number}</source>
        <translation>фото лица {number}</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>фото лица</translation>
    </message>
    <message>
        <source>take, {seed}</source>
        <translation>дубль, {seed}</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Чтение…</translation>
    </message>
    <message>
        <source>3 × what differs</source>
        <translation>разница × 3</translation>
    </message>
    <message>
        <source>#{frame} take, {seed}</source>
        <translation>#{frame} дубль, {seed}</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>choose the pick of #{frame}</source>
        <translation>выбрать дубль для #{frame}</translation>
    </message>
    <message numerus="yes">
        <source>accept %n take(s)</source>
        <translation>
            <numerusform>принять %n дубль</numerusform>
            <numerusform>принять %n дубля</numerusform>
            <numerusform>принять %n дублей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %n take(s)</source>
        <translation>
            <numerusform>отклонить %n дубль</numerusform>
            <numerusform>отклонить %n дубля</numerusform>
            <numerusform>отклонить %n дублей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clear %n take(s)</source>
        <translation>
            <numerusform>снять решение с %n дубля</numerusform>
            <numerusform>снять решение с %n дублей</numerusform>
            <numerusform>снять решение с %n дублей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>not measured here yet</source>
        <translation>здесь ещё не измерено</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes} мин {seconds:02d} с</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours} ч {minutes:02d} мин</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>меньше 1 с</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>около {time}</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>сегодня {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>вчера {time}</translation>
    </message>
    <message>
        <source>✓ yes, for the models</source>
        <translation>✓ да, со стороны моделей</translation>
    </message>
    <message>
        <source>✕ no: {models}</source>
        <translation>✕ нет: {models}</translation>
    </message>
    <message>
        <source>? depends on {models}</source>
        <translation>? зависит от {models}</translation>
    </message>
    <message>
        <source>? not said yet</source>
        <translation>? ещё не указано</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>моё</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>синтетическое</translation>
    </message>
    <message>
        <source>with consent</source>
        <translation>с согласия</translation>
    </message>
    <message>
        <source>your own script</source>
        <translation>ваш собственный скрипт</translation>
    </message>
    <message>
        <source>imported pictures</source>
        <translation>импортированные картинки</translation>
    </message>
</context>
<context>
    <name>ExportWorkspace</name>
    <message>
        <source>you can go on reviewing while this runs</source>
        <translation>пока это идёт, можно отбирать дальше</translation>
    </message>
    <message>
        <source>{export} exports · {play} plays the result</source>
        <translation>{export} – экспорт · {play} – играть результат</translation>
    </message>
    <message numerus="yes">
        <source>%n export(s)</source>
        <translation>
            <numerusform>%n экспорт</numerusform>
            <numerusform>%n экспорта</numerusform>
            <numerusform>%n экспортов</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. Stages that were finished are kept; the next export goes on from there.</source>
        <translation>Остановлено. Готовые этапы сохранены; следующий экспорт продолжит с них.</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Другая папка…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Go to Prepare</source>
        <translation>К подготовке</translation>
    </message>
    <message>
        <source>Go to Generate</source>
        <translation>К генерации</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>К отбору</translation>
    </message>
    <message>
        <source>Go to Timeline</source>
        <translation>К монтажу</translation>
    </message>
</context>
<context>
    <name>ExportsList</name>
    <message>
        <source>Exports</source>
        <translation>Экспорты</translation>
    </message>
</context>
<context>
    <name>FailuresCard</name>
    <message numerus="yes">
        <source>%n frame(s) could not be made</source>
        <translation>
            <numerusform>%n кадр не удалось сделать</numerusform>
            <numerusform>%n кадра не удалось сделать</numerusform>
            <numerusform>%n кадров не удалось сделать</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try %n frame(s) again</source>
        <translation>
            <numerusform>Повторить %n кадр</numerusform>
            <numerusform>Повторить %n кадра</numerusform>
            <numerusform>Повторить %n кадров</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Try frame {number} again</source>
        <translation>Повторить кадр {number}</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Filmstrip</source>
        <translation>Лента кадров</translation>
    </message>
    <message>
        <source>Drag over frames to choose a range; drag its edges. Wheel: scroll, Ctrl+wheel: zoom.</source>
        <translation>Протяните по кадрам, чтобы задать диапазон; тяните его края. Колесо: прокрутка, Ctrl+колесо: масштаб.</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Scores…</source>
        <translation>Оценки…</translation>
    </message>
    <message>
        <source>Choose the scores shown</source>
        <translation>Какие оценки показывать</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Сортировать</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Сначала большие</translation>
    </message>
    <message>
        <source>Yaw from</source>
        <translation>Поворот от</translation>
    </message>
    <message>
        <source>Yaw to</source>
        <translation>Поворот до</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>Все {count}</translation>
    </message>
    <message>
        <source>✓ Picks {count}</source>
        <translation>✓ Выбраны {count}</translation>
    </message>
    <message>
        <source>✕ Out {count}</source>
        <translation>✕ Вне {count}</translation>
    </message>
    <message>
        <source>By hand {count}</source>
        <translation>Вручную {count}</translation>
    </message>
    <message>
        <source>? Undecided {count}</source>
        <translation>? Не решено {count}</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n дубль</numerusform>
            <numerusform>%n дубля</numerusform>
            <numerusform>%n дублей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n take(s)</source>
        <translation>
            <numerusform>{shown} из %n дубля</numerusform>
            <numerusform>{shown} из %n дублей</numerusform>
            <numerusform>{shown} из %n дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>switch off the threshold of {score}</source>
        <translation>выключить порог: {score}</translation>
    </message>
    <message>
        <source>threshold of {score} {value}</source>
        <translation>порог: {score} {value}</translation>
    </message>
</context>
<context>
    <name>FitButton</name>
    <message>
        <source>cover</source>
        <translation>заполнить</translation>
    </message>
    <message>
        <source>contain</source>
        <translation>целиком</translation>
    </message>
    <message>
        <source>face</source>
        <translation>по лицу</translation>
    </message>
    <message>
        <source>How a frame fills the take: of the preset</source>
        <translation>Как кадр заполняет дубль: из пресета</translation>
    </message>
    <message>
        <source>Fit: {fit}</source>
        <translation>Вписать: {fit}</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Вписать</translation>
    </message>
</context>
<context>
    <name>FrameField</name>
    <message>
        <source>Number of the frame</source>
        <translation>Номер кадра</translation>
    </message>
    <message>
        <source>Go to frame</source>
        <translation>Перейти к кадру</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
    <message>
        <source>A frame is a whole number.</source>
        <translation>Номер кадра – целое число.</translation>
    </message>
</context>
<context>
    <name>FramePreview</name>
    <message>
        <source>Preview of the source</source>
        <translation>Просмотр источника</translation>
    </message>
</context>
<context>
    <name>FrameStrip</name>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>no take</source>
        <translation>нет дубля</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>делается</translation>
    </message>
    <message>
        <source>made</source>
        <translation>сделан</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>выбран</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>не решено</translation>
    </message>
    <message>
        <source>out</source>
        <translation>вне</translation>
    </message>
    <message>
        <source>could not be made</source>
        <translation>не удалось сделать</translation>
    </message>
    <message>
        <source>#{number}: {state}</source>
        <translation>#{number}: {state}</translation>
    </message>
</context>
<context>
    <name>GainField</name>
    <message>
        <source> dB</source>
        <translation> дБ</translation>
    </message>
    <message>
        <source>Drag sideways, or write a gain</source>
        <translation>Тяните вбок или впишите усиление</translation>
    </message>
</context>
<context>
    <name>GenerateHead</name>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Stop after this frame</source>
        <translation>Остановить после этого кадра</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>preset {name} · {width}×{height} · {steps} steps</source>
        <translation>пресет {name} · {width}×{height} · шагов {steps}</translation>
    </message>
    <message>
        <source>denoise {denoise} · weight {weight} · seed {seed}</source>
        <translation>денойз {denoise} · вес {weight} · сид {seed}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Дальше</translation>
    </message>
</context>
<context>
    <name>GenerateWorkspace</name>
    <message>
        <source>Live preview</source>
        <translation>Живой просмотр</translation>
    </message>
    <message>
        <source>Nothing runs on this episode</source>
        <translation>С этим эпизодом ничего не выполняется</translation>
    </message>
    <message>
        <source>{pause} pauses · {finish} stops after this frame · {cancel} cancels</source>
        <translation>{pause} – пауза · {finish} – стоп после кадра · {cancel} – прервать</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) on disk: close whenever you like</source>
        <translation>
            <numerusform>%n дубль на диске: закрывайте когда угодно</numerusform>
            <numerusform>%n дубля на диске: закрывайте когда угодно</numerusform>
            <numerusform>%n дублей на диске: закрывайте когда угодно</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoBar</name>
    <message>
        <source>Generate</source>
        <translation>Генерация</translation>
    </message>
    <message>
        <source>a reference picture</source>
        <translation>фото лица</translation>
    </message>
    <message>
        <source>a source</source>
        <translation>источник</translation>
    </message>
    <message>
        <source>a voice</source>
        <translation>голос</translation>
    </message>
    <message>
        <source>Still needed: {things}.</source>
        <translation>Ещё нужно: {things}.</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>чтение…</translation>
    </message>
    <message>
        <source>The changes to the preset {name} are not saved: save or drop them first.</source>
        <translation>Правки пресета {name} не сохранены: сначала сохраните или отбросьте их.</translation>
    </message>
    <message numerus="yes">
        <source>Review %n take(s)</source>
        <translation>
            <numerusform>Отобрать %n дубль</numerusform>
            <numerusform>Отобрать %n дубля</numerusform>
            <numerusform>Отобрать %n дублей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Generate %n take(s)</source>
        <translation>
            <numerusform>Сделать %n дубль</numerusform>
            <numerusform>Сделать %n дубля</numerusform>
            <numerusform>Сделать %n дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>Episode: not measured here yet</source>
        <translation>Эпизод: здесь ещё не измерено</translation>
    </message>
    <message>
        <source>Episode about {time}</source>
        <translation>Эпизод: около {time}</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Nothing has been decided yet. Every decision, threshold and edit will stand here, to go back to with a click.</source>
        <translation>Пока ничего не решено. Здесь будут все решения, пороги и правки; щелчок вернёт к любой.</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>Начало</translation>
    </message>
</context>
<context>
    <name>IdentityPanel</name>
    <message>
        <source>Identity</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Drop a picture of the face here</source>
        <translation>Бросьте сюда фото лица</translation>
    </message>
    <message>
        <source>Nothing that was copied is a picture.</source>
        <translation>В скопированном нет картинки.</translation>
    </message>
    <message>
        <source>Reference pictures</source>
        <translation>Фото лица</translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation>Картинки ({kinds})</translation>
    </message>
    <message>
        <source>Weight of the picture</source>
        <translation>Вес картинки</translation>
    </message>
    <message>
        <source>How much this picture counts beside the others</source>
        <translation>Насколько эта картинка весома рядом с другими</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Вес</translation>
    </message>
    <message>
        <source>Move the picture to the left</source>
        <translation>Сдвинуть картинку влево</translation>
    </message>
    <message>
        <source>Move the picture to the right</source>
        <translation>Сдвинуть картинку вправо</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>Убрать картинку</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Посмотреть снова</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>смотрю…</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n картинка</numerusform>
            <numerusform>%n картинки</numerusform>
            <numerusform>%n картинок</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop another picture of the same face</source>
        <translation>Бросьте ещё фото того же лица</translation>
    </message>
    <message>
        <source>one whole face, well lit, turned to the camera · Ctrl+V pastes, a click chooses</source>
        <translation>одно лицо целиком, хороший свет, взгляд в камеру · Ctrl+V вставит, щелчок выберет</translation>
    </message>
</context>
<context>
    <name>InputFacts</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
</context>
<context>
    <name>InputSlot</name>
    <message>
        <source>Take away</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Take away {name}</source>
        <translation>Убрать: {name}</translation>
    </message>
    <message>
        <source>{name} and {count} more</source>
        <translation>{name} и ещё {count}</translation>
    </message>
</context>
<context>
    <name>JobNotices</name>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
</context>
<context>
    <name>JobWording</name>
    <message>
        <source>takes</source>
        <translation>дубли</translation>
    </message>
    <message>
        <source>re-roll</source>
        <translation>переделка</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>оценки</translation>
    </message>
    <message>
        <source>export</source>
        <translation>экспорт</translation>
    </message>
    <message>
        <source>{episode} · {what}</source>
        <translation>{episode} · {what}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} из {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>на паузе</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не удалось</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>runs elsewhere</source>
        <translation>выполняется в другом месте</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>останавливается</translation>
    </message>
    <message>
        <source>running</source>
        <translation>выполняется</translation>
    </message>
</context>
<context>
    <name>KeyCapture</name>
    <message>
        <source>Press the new key</source>
        <translation>Нажмите новую клавишу</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Новая клавиша</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Keys by workspace</source>
        <translation>Клавиши по страницам</translation>
    </message>
    <message>
        <source>Letters work on the Russian layout too: the key counts, not the letter on it.</source>
        <translation>Буквы работают и в русской раскладке: важна клавиша, а не буква.</translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation>Изменить клавиши…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>LaneMouse</name>
    <message>
        <source>Move caption</source>
        <translation>Сдвинуть титр</translation>
    </message>
    <message>
        <source>Change a caption&apos;s time</source>
        <translation>Изменить время титра</translation>
    </message>
    <message>
        <source>Move clip to another track</source>
        <translation>Перенести клип на другую дорожку</translation>
    </message>
    <message>
        <source>Move clip</source>
        <translation>Сдвинуть клип</translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation>Подрезать клип</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>Нарастание</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>Затухание</translation>
    </message>
    <message>
        <source>Gain of a clip</source>
        <translation>Усиление клипа</translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>Timeline</source>
        <translation>Монтаж</translation>
    </message>
    <message>
        <source>No picks yet: accept takes in Review, and the loop stands here</source>
        <translation>Пока ничего не выбрано: примите дубли в отборе, и здесь встанет петля</translation>
    </message>
    <message>
        <source>Drop a sound file here</source>
        <translation>Бросьте сюда звуковой файл</translation>
    </message>
    <message>
        <source>Drop an .srt file here, or press C to write a caption at the playhead</source>
        <translation>Бросьте сюда файл .srt или нажмите C, чтобы вписать титр под курсором</translation>
    </message>
    <message>
        <source>Drop the voice here: the episode becomes as long as it</source>
        <translation>Бросьте сюда голос: эпизод станет такой же длины</translation>
    </message>
</context>
<context>
    <name>LicenceQuestion</name>
    <message>
        <source>Not now</source>
        <translation>Не сейчас</translation>
    </message>
    <message>
        <source>Accept and fetch {size}</source>
        <translation>Принять и загрузить {size}</translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>In the making</source>
        <translation>В работе</translation>
    </message>
    <message>
        <source>Last take</source>
        <translation>Последний дубль</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>шаг {step} из {steps}</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>tall ✓ picked · short ✕ out · blue in the making · grey waits · click: review</source>
        <translation>высокий ✓ выбран · низкий ✕ вне · синий в работе · серый ждёт · щелчок: отбор</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Notices</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Nothing to report since the start.</source>
        <translation>С запуска сообщить не о чем.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Копировать всё</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Открыть папку журнала</translation>
    </message>
</context>
<context>
    <name>LookLine</name>
    <message>
        <source>Look for faces</source>
        <translation>Искать лица</translation>
    </message>
    <message>
        <source>looking for faces…</source>
        <translation>поиск лиц…</translation>
    </message>
    <message>
        <source>looking for faces: {done} of {of}</source>
        <translation>поиск лиц: {done} из {of}</translation>
    </message>
</context>
<context>
    <name>LoopPanel</name>
    <message>
        <source>Loop</source>
        <translation>Петля</translation>
    </message>
    <message>
        <source> a second</source>
        <translation> в секунду</translation>
    </message>
    <message>
        <source>forward first</source>
        <translation>сначала вперёд</translation>
    </message>
    <message>
        <source>backward first</source>
        <translation>сначала назад</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Движение</translation>
    </message>
    <message>
        <source>{picks} of {frames} frames</source>
        <translation>{picks} из {frames} кадров</translation>
    </message>
    <message>
        <source>{frames} · {seconds} s</source>
        <translation>{frames} · {seconds} с</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> frame(s)</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> кадр</numerusform>
            <numerusform> кадра</numerusform>
            <numerusform> кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>measuring {done} of {total}</source>
        <translation>измерено {done} из {total}</translation>
    </message>
    <message>
        <source>Picks</source>
        <translation>Выбрано</translation>
    </message>
    <message>
        <source>Loop period</source>
        <translation>Период петли</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Частота кадров</translation>
    </message>
    <message>
        <source>{number} · #{first} to #{second}</source>
        <translation>{number} · #{first} – #{second}</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Начинается с</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Направление</translation>
    </message>
    <message>
        <source>Hold at turns</source>
        <translation>Пауза на повороте</translation>
    </message>
    <message>
        <source>Frame-diff</source>
        <translation>Разница кадров</translation>
    </message>
    <message>
        <source>At the seam</source>
        <translation>На шве</translation>
    </message>
    <message>
        <source>At the turn</source>
        <translation>На повороте</translation>
    </message>
    <message>
        <source>Largest step</source>
        <translation>Наибольший скачок</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Кадров в секунду</translation>
    </message>
    <message>
        <source>Start of the loop</source>
        <translation>Начало петли</translation>
    </message>
    <message>
        <source>Direction of the loop</source>
        <translation>Направление петли</translation>
    </message>
    <message>
        <source>{number} · {motion}</source>
        <translation>{number} · {motion}</translation>
    </message>
    <message>
        <source>Mean absolute difference of consecutive frames, 0 to 255, as played. Flicker and skipped frames raise it too.</source>
        <translation>Средняя абсолютная разница соседних кадров, от 0 до 255, как при показе. Мерцание и пропуски кадров её тоже повышают.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Перейти</translation>
    </message>
    <message>
        <source>still</source>
        <translation>неподвижно</translation>
    </message>
    <message>
        <source>static</source>
        <translation>статично</translation>
    </message>
    <message>
        <source>partial motion</source>
        <translation>частичное движение</translation>
    </message>
    <message>
        <source>full motion</source>
        <translation>полное движение</translation>
    </message>
</context>
<context>
    <name>LoupeView</name>
    <message>
        <source>source</source>
        <translation>источник</translation>
    </message>
    <message>
        <source>no face is known on the source frame</source>
        <translation>на исходном кадре лицо не известно</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} из {total}</translation>
    </message>
    <message>
        <source>Loupe, frame {frame}</source>
        <translation>Лупа, кадр {frame}</translation>
    </message>
    <message>
        <source>fitted, {percent} %</source>
        <translation>по размеру, {percent} %</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>No take is shown. Change the filter (\), or make takes in Generate (2).</source>
        <translation>Ни один дубль не показан. Измените фильтр (\) или сделайте дубли в генерации (2).</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
</context>
<context>
    <name>ModelsPanel</name>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Take in a folder…</source>
        <translation>Взять из папки…</translation>
    </message>
    <message>
        <source>Weights that are on this machine already, such as ComfyUI&apos;s models</source>
        <translation>Веса, которые уже есть на этом компьютере, например папка models из ComfyUI</translation>
    </message>
    <message>
        <source>Folder with weights</source>
        <translation>Папка с весами</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Скачать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>останавливается…</translation>
    </message>
    <message>
        <source>{have} of {all}</source>
        <translation>{have} из {all}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Taken in: {names}</source>
        <translation>Взято: {names}</translation>
    </message>
    <message>
        <source>{name}: not the published files: {files}</source>
        <translation>{name}: это не опубликованные файлы: {files}</translation>
    </message>
    <message>
        <source>{name}: every file is as it should be</source>
        <translation>{name}: все файлы такие, как должны быть</translation>
    </message>
    <message>
        <source>{name} is here</source>
        <translation>{name}: на месте</translation>
    </message>
    <message>
        <source>{ready} of {all} ready</source>
        <translation>готово {ready} из {all}</translation>
    </message>
    <message>
        <source>here</source>
        <translation>на месте</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>NewEpisodeForm</name>
    <message>
        <source>Identity</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Pictures of the face</source>
        <translation>Фото лица</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>A video or a folder of pictures: the motion</source>
        <translation>Видео или папка картинок: движение</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>A voice recording</source>
        <translation>Запись голоса</translation>
    </message>
    <message>
        <source>Name of the episode</source>
        <translation>Имя эпизода</translation>
    </message>
    <message>
        <source>Create episode</source>
        <translation>Создать эпизод</translation>
    </message>
    <message>
        <source>Not like it</source>
        <translation>Не как он</translation>
    </message>
    <message>
        <source>New episode</source>
        <translation>Новый эпизод</translation>
    </message>
    <message>
        <source>New episode like {name}</source>
        <translation>Новый эпизод, как {name}</translation>
    </message>
    <message>
        <source>Not a picture, video, folder of pictures or sound: {names}</source>
        <translation>Не картинка, не видео, не папка картинок и не звук: {names}</translation>
    </message>
    <message>
        <source>as in {name}</source>
        <translation>как в {name}</translation>
    </message>
    <message>
        <source>Where episodes go</source>
        <translation>Куда складывать эпизоды</translation>
    </message>
    <message>
        <source>Episode</source>
        <translation>Эпизод</translation>
    </message>
    <message>
        <source>There is an episode of that name already.</source>
        <translation>Эпизод с таким именем уже есть.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>in</source>
        <translation>в</translation>
    </message>
    <message>
        <source>Drop pictures of a face, a video or folder of pictures, and a voice anywhere in this window, in any order, or paste them. What is missing can come later.</source>
        <translation>Бросьте в это окно фото лица, видео или папку картинок и голос, в любом порядке, или вставьте их. Недостающее можно добавить позже.</translation>
    </message>
</context>
<context>
    <name>NoTakes</name>
    <message>
        <source>Generate takes</source>
        <translation>Сделать дубли</translation>
    </message>
    <message>
        <source>Prepare the episode</source>
        <translation>Подготовить эпизод</translation>
    </message>
    <message>
        <source>Show all takes</source>
        <translation>Показать все дубли</translation>
    </message>
    <message>
        <source>No takes yet</source>
        <translation>Дублей ещё нет</translation>
    </message>
    <message>
        <source>Every take made from a frame of the source comes here, with its scores. Add the identity and the source in Prepare ({prepare}), then start in Generate ({generate}).</source>
        <translation>Сюда попадает каждый дубль, сделанный из кадра источника, с оценками. Добавьте лицо и источник в подготовке ({prepare}), затем начните в генерации ({generate}).</translation>
    </message>
    <message>
        <source>No take is like that</source>
        <translation>Таких дублей нет</translation>
    </message>
    <message>
        <source>The filter at the left hides every take.</source>
        <translation>Фильтр слева скрывает все дубли.</translation>
    </message>
</context>
<context>
    <name>OtherTakes</name>
    <message>
        <source>Take with {seed}</source>
        <translation>Дубль: {seed}</translation>
    </message>
    <message>
        <source>Show the take with {seed}</source>
        <translation>Показать дубль: {seed}</translation>
    </message>
</context>
<context>
    <name>PictureViews</name>
    <message>
        <source>There is nothing to play: no take passes the thresholds.</source>
        <translation>Играть нечего: ни один дубль не проходит пороги.</translation>
    </message>
    <message>
        <source>Frame {frame} has no take.</source>
        <translation>У кадра {frame} нет дубля.</translation>
    </message>
    <message>
        <source>{fps} fps  ·  {played} shown, {dropped} dropped  ·  Space stops</source>
        <translation>{fps} к/с  ·  показано {played}, пропущено {dropped}  ·  пробел – стоп</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Everywhere</source>
        <translation>Везде</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
</context>
<context>
    <name>PrepareWorkspace</name>
    <message>
        <source>looking at the references</source>
        <translation>смотрю фото лица</translation>
    </message>
    <message>
        <source>still needed: {things}</source>
        <translation>ещё нужно: {things}</translation>
    </message>
    <message>
        <source>identity, source and voice are ready</source>
        <translation>лицо, источник и голос готовы</translation>
    </message>
    <message>
        <source>looking for faces in the source</source>
        <translation>поиск лиц в источнике</translation>
    </message>
    <message>
        <source>{name} is no picture, video, sound or folder of pictures.</source>
        <translation>{name} – не картинка, не видео, не звук и не папка картинок.</translation>
    </message>
</context>
<context>
    <name>PresetCard</name>
    <message>
        <source>default</source>
        <translation>основной</translation>
    </message>
    <message>
        <source>Commands of the preset {name}</source>
        <translation>Команды пресета {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n шаг</numerusform>
            <numerusform>%n шага</numerusform>
            <numerusform>%n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>Preset {name}, {what}, {seconds}, {passed}</source>
        <translation>Пресет {name}, {what}, {seconds}, {passed}</translation>
    </message>
    <message>
        <source>not measured here</source>
        <translation>здесь не измерено</translation>
    </message>
    <message>
        <source>Seconds a frame are measured when takes are generated with it.</source>
        <translation>Секунды на кадр измеряются, когда с ним делают дубли.</translation>
    </message>
    <message>
        <source>{seconds:.2f} s</source>
        <translation>{seconds:.2f} с</translation>
    </message>
    <message numerus="yes">
        <source>{seconds:.2f} s a frame with {engine}, %n run(s)</source>
        <translation>
            <numerusform>{seconds:.2f} с на кадр, {engine}, %n запуск</numerusform>
            <numerusform>{seconds:.2f} с на кадр, {engine}, %n запуска</numerusform>
            <numerusform>{seconds:.2f} с на кадр, {engine}, %n запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>strict pass: no takes here yet</source>
        <translation>строгий проход: дублей ещё нет</translation>
    </message>
    <message>
        <source>strict pass {share:.0f} % ({low:.0f} – {high:.0f}) of {tried} · {engine}</source>
        <translation>строгий проход {share:.0f} % ({low:.0f} – {high:.0f}) из {tried} · {engine}</translation>
    </message>
    <message numerus="yes">
        <source>{passed} of {tried} takes in %n episode(s) of this machine with face found ≥ {limit:.2f}; in brackets the 95 % interval (Wilson)</source>
        <translation>
            <numerusform>{passed} из {tried} дублей в %n эпизоде на этой машине с «лицо найдено» ≥ {limit:.2f}; в скобках 95 % интервал (Уилсон)</numerusform>
            <numerusform>{passed} из {tried} дублей в %n эпизодах на этой машине с «лицо найдено» ≥ {limit:.2f}; в скобках 95 % интервал (Уилсон)</numerusform>
            <numerusform>{passed} из {tried} дублей в %n эпизодах на этой машине с «лицо найдено» ≥ {limit:.2f}; в скобках 95 % интервал (Уилсон)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetEditor</name>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save as my own…</source>
        <translation>Сохранить как свой…</translation>
    </message>
    <message>
        <source>Drop changes</source>
        <translation>Отбросить правки</translation>
    </message>
    <message>
        <source>the default preset has {value}</source>
        <translation>в основном пресете: {value}</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) will run</source>
        <translation>
            <numerusform>выполнится %n шаг</numerusform>
            <numerusform>выполнятся %n шага</numerusform>
            <numerusform>выполнится %n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>? changes not saved</source>
        <translation>? правки не сохранены</translation>
    </message>
</context>
<context>
    <name>PresetFields</name>
    <message>
        <source>{name} must be {wanted}</source>
        <translation>{name}: нужно {wanted}</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Промпт</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Без чего</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ширина</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Высота</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Вписать</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Steps read as</source>
        <translation>Шаги читать как</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>Денойз</translation>
    </message>
    <message>
        <source>Identity weight</source>
        <translation>Вес лица</translation>
    </message>
    <message>
        <source>from step</source>
        <translation>с шага</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Сила промпта</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Сид</translation>
    </message>
    <message>
        <source>Engine options</source>
        <translation>Параметры движка</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>read as</source>
        <translation>читать как</translation>
    </message>
</context>
<context>
    <name>PresetMenu</name>
    <message>
        <source>Use it</source>
        <translation>Взять его</translation>
    </message>
    <message>
        <source>Make it the default</source>
        <translation>Сделать основным</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Копия…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>Export as TOML…</source>
        <translation>Экспорт в TOML…</translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation>Экспорт в Markdown…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
</context>
<context>
    <name>PresetPanel</name>
    <message>
        <source>Preset</source>
        <translation>Пресет</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Импорт…</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>+ новый</translation>
    </message>
    <message>
        <source>preset {name}</source>
        <translation>пресет {name}</translation>
    </message>
    <message>
        <source>Name of the new preset</source>
        <translation>Имя нового пресета</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Save as my own preset, called</source>
        <translation>Сохранить как свой пресет с именем</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Another name for {name}</source>
        <translation>Другое имя для {name}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Delete the preset {name}? Takes made with it stay.</source>
        <translation>Удалить пресет {name}? Сделанные с ним дубли останутся.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Name of the copy</source>
        <translation>Имя копии</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>Импорт пресетов</translation>
    </message>
    <message>
        <source>Presets (*.toml)</source>
        <translation>Пресеты (*.toml)</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>Взять {name}</translation>
    </message>
    <message>
        <source>Choose a preset that can be used first.</source>
        <translation>Сначала выберите пригодный пресет.</translation>
    </message>
    <message>
        <source>Export the preset {name}</source>
        <translation>Экспорт пресета {name}</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Picture at the playhead</source>
        <translation>Картинка под курсором</translation>
    </message>
    <message>
        <source>No picks yet: accept takes in Review.</source>
        <translation>Пока ничего не выбрано: примите дубли в отборе.</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>No jobs. Takes, re-rolls and exports of all your episodes line up here.</source>
        <translation>Заданий нет. Здесь встают в очередь дубли, переделки и экспорт всех ваших эпизодов.</translation>
    </message>
    <message>
        <source>paused since the last end</source>
        <translation>на паузе с прошлого раза</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Продолжить всё</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Убрать законченные</translation>
    </message>
</context>
<context>
    <name>RangeRow</name>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>all, or 50-149, 0-200:4</source>
        <translation>все или 50-149, 0-200:4</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>{frames}: {seconds:.1f} s before the motion repeats, if all pass</source>
        <translation>{frames}: {seconds:.1f} с без повтора движения, если пройдут все</translation>
    </message>
    <message>
        <source>{frames}: {seconds:.1f} s before the motion repeats, at {share:.0f} % pass</source>
        <translation>{frames}: {seconds:.1f} с без повтора движения, если пройдут {share:.0f} %</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Sample episode</source>
        <translation>Пример эпизода</translation>
    </message>
    <message>
        <source>Recent episodes</source>
        <translation>Недавние эпизоды</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>New like this one</source>
        <translation>Новый, как этот</translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation>Показать папку</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>made here in a minute or two</source>
        <translation>готов за минуту-две</translation>
    </message>
    <message>
        <source>needs nothing else</source>
        <translation>ничего больше не нужно</translation>
    </message>
    <message>
        <source>inputs missing</source>
        <translation>не всё добавлено</translation>
    </message>
    <message>
        <source>ready to generate</source>
        <translation>готов к генерации</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>на отборе</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>экспортирован</translation>
    </message>
    <message>
        <source>no source yet</source>
        <translation>источника ещё нет</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>вчера</translation>
    </message>
</context>
<context>
    <name>RecipeRows</name>
    <message>
        <source>Preset</source>
        <translation>Пресет</translation>
    </message>
    <message>
        <source>Denoise / weight</source>
        <translation>Денойз / вес</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Сид</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Сделан</translation>
    </message>
    <message>
        <source>steps unknown</source>
        <translation>шаги неизвестны</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n шаг</numerusform>
            <numerusform>%n шага</numerusform>
            <numerusform>%n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>time unknown</source>
        <translation>время неизвестно</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
</context>
<context>
    <name>ReferencePictureView</name>
    <message>
        <source>Reference picture {name}</source>
        <translation>Фото лица {name}</translation>
    </message>
    <message>
        <source>{name}: click a face to let it count</source>
        <translation>{name}: щёлкните лицо, которое считать</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>смотрю…</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>не читается</translation>
    </message>
</context>
<context>
    <name>ReferenceTexts</name>
    <message>
        <source>✕ cannot be read</source>
        <translation>✕ не читается</translation>
    </message>
    <message>
        <source>✕ no face</source>
        <translation>✕ лица нет</translation>
    </message>
    <message>
        <source>{det:.2f}, good from {least:.2f}</source>
        <translation>{det:.2f}, хорошо от {least:.2f}</translation>
    </message>
    <message>
        <source>Face found (det)</source>
        <translation>Лицо найдено (det)</translation>
    </message>
    <message>
        <source>det {det:.2f}</source>
        <translation>det {det:.2f}</translation>
    </message>
    <message>
        <source>turned {yaw:.0f}°</source>
        <translation>поворот {yaw:.0f}°</translation>
    </message>
    <message>
        <source>frontal</source>
        <translation>анфас</translation>
    </message>
    <message>
        <source>face {face} of {faces}</source>
        <translation>лицо {face} из {faces}</translation>
    </message>
    <message>
        <source>Yaw</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>{yaw:+.0f}°, good within ±{most:.0f}°</source>
        <translation>{yaw:+.0f}°, хорошо до ±{most:.0f}°</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Резкость</translation>
    </message>
    <message>
        <source>{value:.2f}, good from {least:.2f}</source>
        <translation>{value:.2f}, хорошо от {least:.2f}</translation>
    </message>
    <message>
        <source>Pixels, mean / std</source>
        <translation>Пиксели, среднее / откл.</translation>
    </message>
    <message>
        <source>Brightness of the whole picture, 0 to 255</source>
        <translation>Яркость всей картинки, от 0 до 255</translation>
    </message>
    <message>
        <source>Analyzer</source>
        <translation>Анализатор</translation>
    </message>
    <message>
        <source>this analyzer cannot compare</source>
        <translation>этот анализатор не сравнивает</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>Тот же человек</translation>
    </message>
    <message>
        <source>{value:.2f} {sign} from {limit:.2f}</source>
        <translation>{value:.2f} {sign} от {limit:.2f}</translation>
    </message>
    <message>
        <source>pictures {first} and {second}: {value:.2f}</source>
        <translation>картинки {first} и {second}: {value:.2f}</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>No video yet. Export it, and it plays here.</source>
        <translation>Видео ещё нет. После экспорта оно играет здесь.</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Play picks</source>
        <translation>Играть</translation>
    </message>
    <message numerus="yes">
        <source>Use %n pick(s) →</source>
        <translation>
            <numerusform>Взять %n выбранный →</numerusform>
            <numerusform>Взять %n выбранных →</numerusform>
            <numerusform>Взять %n выбранных →</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-rolling: %n frame(s) to go</source>
        <translation>
            <numerusform>Переделка: остался %n кадр</numerusform>
            <numerusform>Переделка: осталось %n кадра</numerusform>
            <numerusform>Переделка: осталось %n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>Frames {first} – {last}</source>
        <translation>Кадры {first} – {last}</translation>
    </message>
    <message numerus="yes">
        <source>Re-roll %n out</source>
        <translation>
            <numerusform>Переделать %n вне</numerusform>
            <numerusform>Переделать %n вне</numerusform>
            <numerusform>Переделать %n вне</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-roll %n out · about {time}</source>
        <translation>
            <numerusform>Переделать %n · {time}</numerusform>
            <numerusform>Переделать %n · {time}</numerusform>
            <numerusform>Переделать %n · {time}</numerusform>
        </translation>
    </message>
    <message>
        <source>{command} ({key})</source>
        <translation>{command} ({key})</translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message>
        <source>Size of the pictures</source>
        <translation>Размер картинок</translation>
    </message>
    <message>
        <source>Size of the pictures (-, + or Ctrl and the wheel)</source>
        <translation>Размер картинок (-, + или Ctrl и колесо)</translation>
    </message>
    <message>
        <source>preset {name}</source>
        <translation>пресет {name}</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>сид {seed}</translation>
    </message>
    <message>
        <source>seeds {first} – {last}</source>
        <translation>сиды {first} – {last}</translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>chosen by hand</source>
        <translation>выбран вручную</translation>
    </message>
    <message>
        <source>accepted by hand</source>
        <translation>принят вручную</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>проходит</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>не решено</translation>
    </message>
    <message>
        <source>out</source>
        <translation>вне</translation>
    </message>
    <message>
        <source>rejected by hand</source>
        <translation>отклонён вручную</translation>
    </message>
    <message>
        <source>no face measured</source>
        <translation>лицо не измерено</translation>
    </message>
    <message>
        <source>face found {det}</source>
        <translation>лицо найдено {det}</translation>
    </message>
    <message>
        <source>Frame {number}, {found}, {standing}</source>
        <translation>Кадр {number}, {found}, {standing}</translation>
    </message>
</context>
<context>
    <name>ReviewNumbers</name>
    <message>
        <source>Motion of the loop (frame-diff)</source>
        <translation>Движение петли (разница кадров)</translation>
    </message>
    <message>
        <source>Strict pass (face found ≥ {limit})</source>
        <translation>Строгий проход (лицо найдено ≥ {limit})</translation>
    </message>
    <message>
        <source>nothing is scored yet</source>
        <translation>оценок ещё нет</translation>
    </message>
    <message>
        <source>95 % interval {low} – {high}, n = {count}</source>
        <translation>95 % интервал {low} – {high}, n = {count}</translation>
    </message>
    <message>
        <source>measured when a loop is made</source>
        <translation>измеряется, когда сделана петля</translation>
    </message>
    <message>
        <source>a still picture</source>
        <translation>неподвижная картинка</translation>
    </message>
    <message>
        <source>static class</source>
        <translation>класс «статично»</translation>
    </message>
    <message>
        <source>partial-motion class</source>
        <translation>класс «частичное движение»</translation>
    </message>
    <message>
        <source>full-motion class</source>
        <translation>класс «полное движение»</translation>
    </message>
    <message>
        <source>{kind}, of the loop made last</source>
        <translation>{kind}, по последней петле</translation>
    </message>
</context>
<context>
    <name>ReviewWords</name>
    <message>
        <source>{keys} act on the take of #{frame}</source>
        <translation>{keys} – для дубля #{frame}</translation>
    </message>
    <message numerus="yes">
        <source>{keys} act on %n selected take(s)</source>
        <translation>
            <numerusform>{keys} – для %n выделенного дубля</numerusform>
            <numerusform>{keys} – для %n выделенных дублей</numerusform>
            <numerusform>{keys} – для %n выделенных дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>going on after each decision</source>
        <translation>после решения – дальше</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n дубль</numerusform>
            <numerusform>%n дубля</numerusform>
            <numerusform>%n дублей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation>
            <numerusform>%n выбранный</numerusform>
            <numerusform>%n выбранных</numerusform>
            <numerusform>%n выбранных</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decided by hand</source>
        <translation>
            <numerusform>%n решён вручную</numerusform>
            <numerusform>%n решены вручную</numerusform>
            <numerusform>%n решено вручную</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewWorkspace</name>
    <message>
        <source>Takes</source>
        <translation>Дубли</translation>
    </message>
</context>
<context>
    <name>Ruler</name>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
</context>
<context>
    <name>RunDisplay</name>
    <message>
        <source>det {det}</source>
        <translation>det {det}</translation>
    </message>
    <message>
        <source>id {identity}</source>
        <translation>id {identity}</translation>
    </message>
    <message>
        <source>{what}…</source>
        <translation>{what}…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Запуск</translation>
    </message>
</context>
<context>
    <name>RunNumbers</name>
    <message>
        <source>takes</source>
        <translation>дубли</translation>
    </message>
    <message>
        <source>per frame</source>
        <translation>на кадр</translation>
    </message>
    <message>
        <source>left</source>
        <translation>осталось</translation>
    </message>
    <message>
        <source>pass so far</source>
        <translation>проходят</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>память</translation>
    </message>
    <message>
        <source>Resident memory of the window and of all its worker processes together</source>
        <translation>Память окна и всех его рабочих процессов вместе</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>память GPU</translation>
    </message>
    <message>
        <source>Memory in use on the engine&apos;s device, as the engine says</source>
        <translation>Занятая память устройства движка, по словам движка</translation>
    </message>
    <message>
        <source>engine&apos;s seconds per frame</source>
        <translation>секунды движка на кадр</translation>
    </message>
    <message>
        <source>pass so far ({low} – {high})</source>
        <translation>проходят ({low} – {high})</translation>
    </message>
    <message>
        <source>{passed} of {tried} judged takes, 95 % interval</source>
        <translation>{passed} из {tried} оценённых дублей, 95 % интервал</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>of {size} GB</source>
        <translation>из {size} ГБ</translation>
    </message>
    <message>
        <source>of {total}</source>
        <translation>из {total}</translation>
    </message>
    <message>
        <source>per frame · loading</source>
        <translation>на кадр · загрузка</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>left · paused</source>
        <translation>осталось · пауза</translation>
    </message>
    <message>
        <source>left · done {time}</source>
        <translation>осталось · готово в {time}</translation>
    </message>
</context>
<context>
    <name>ScoreBlock</name>
    <message>
        <source>Whether this threshold counts</source>
        <translation>Учитывать ли этот порог</translation>
    </message>
    <message>
        <source>Drag the line to move the threshold, Return types it.
Drag over the bars to select the takes in a range.</source>
        <translation>Тяните линию, чтобы сдвинуть порог; Enter – ввести число.
Протяните по столбикам, чтобы выделить дубли в диапазоне.</translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n проходит</numerusform>
            <numerusform>%n проходят</numerusform>
            <numerusform>%n проходят</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n измерен</numerusform>
            <numerusform>%n измерены</numerusform>
            <numerusform>%n измерено</numerusform>
        </translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>не измерено</translation>
    </message>
    <message>
        <source>Threshold of {score}</source>
        <translation>Порог: {score}</translation>
    </message>
    <message>
        <source>Only {low} … {high}</source>
        <translation>Только {low} … {high}</translation>
    </message>
</context>
<context>
    <name>ScoreRows</name>
    <message>
        <source>not measured</source>
        <translation>не измерено</translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>Face found</source>
        <translation>Лицо найдено</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Сходство</translation>
    </message>
    <message>
        <source>Landmarks to reference</source>
        <translation>Точки лица до фото</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Резкость</translation>
    </message>
    <message>
        <source>Face size</source>
        <translation>Размер лица</translation>
    </message>
    <message>
        <source>Yaw</source>
        <translation>Поворот</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Наклон вперёд</translation>
    </message>
    <message>
        <source>Roll</source>
        <translation>Наклон вбок</translation>
    </message>
    <message>
        <source>Faces in the picture</source>
        <translation>Лиц на картинке</translation>
    </message>
    <message>
        <source>Pixel mean</source>
        <translation>Пиксели, среднее</translation>
    </message>
    <message>
        <source>Pixel std</source>
        <translation>Пиксели, отклонение</translation>
    </message>
    <message>
        <source>seed unknown</source>
        <translation>сид неизвестен</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>сид {seed}</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Change shortcuts</source>
        <translation>Изменить клавиши</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Найти команду или клавишу</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Назначить клавишу</translation>
    </message>
    <message>
        <source>Add as a second key</source>
        <translation>Добавить второй</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Без клавиши</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Обычная клавиша</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Команды и их клавиши</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>Все как обычно</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation>Изменено вами</translation>
    </message>
    <message>
        <source>This key now does: {names}. Using it takes it from there.</source>
        <translation>Сейчас на этой клавише: {names}. Назначение снимет её оттуда.</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>SoundOutline</name>
    <message>
        <source>Waveform of the voice</source>
        <translation>Волна голоса</translation>
    </message>
</context>
<context>
    <name>SoundPanel</name>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Слышно</translation>
    </message>
    <message>
        <source>Select a clip or a track to change it here.</source>
        <translation>Выделите клип или дорожку, чтобы изменить здесь.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Use the whole recording</source>
        <translation>Взять запись целиком</translation>
    </message>
    <message>
        <source>Choose a voice…</source>
        <translation>Выбрать голос…</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>none yet: drop one</source>
        <translation>ещё нет: бросьте сюда</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>Remove the clip</source>
        <translation>Убрать клип</translation>
    </message>
    <message>
        <source>Remove the track</source>
        <translation>Убрать дорожку</translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Drop a video, or a folder of pictures, of a moving head</source>
        <translation>Бросьте видео или папку картинок с движущейся головой</translation>
    </message>
    <message>
        <source>a few seconds are enough · a click chooses a video</source>
        <translation>хватит нескольких секунд · щелчок выберет видео</translation>
    </message>
    <message>
        <source>Source video</source>
        <translation>Видео-источник</translation>
    </message>
    <message>
        <source>Videos ({kinds})</source>
        <translation>Видео ({kinds})</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Папка картинок</translation>
    </message>
    <message>
        <source>reading {name}…</source>
        <translation>чтение {name}…</translation>
    </message>
    <message>
        <source>frames {range}</source>
        <translation>кадры {range}</translation>
    </message>
    <message>
        <source>all frames</source>
        <translation>все кадры</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Посмотреть снова</translation>
    </message>
    <message>
        <source>Drop one video, or the folder that the pictures lie in.</source>
        <translation>Бросьте одно видео или папку, где лежат картинки.</translation>
    </message>
    <message>
        <source>{fps:g} fps</source>
        <translation>{fps:g} к/с</translation>
    </message>
    <message>
        <source>{seconds:.1f} s</source>
        <translation>{seconds:.1f} с</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>frame {number}</source>
        <translation>кадр {number}</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>чтение…</translation>
    </message>
</context>
<context>
    <name>SourceTexts</name>
    <message>
        <source>face found in {found} of {looked}</source>
        <translation>лицо найдено в {found} из {looked}</translation>
    </message>
    <message>
        <source>looked at, of {frames}</source>
        <translation>просмотрено, из {frames}</translation>
    </message>
    <message>
        <source>{found} · this analyzer measures no yaw</source>
        <translation>{found} · этот анализатор не меряет поворот</translation>
    </message>
    <message>
        <source>yaw {low} … {high} · {found}</source>
        <translation>поворот {low} … {high} · {found}</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>largest {seconds} s</source>
        <translation>наибольшее {seconds} с</translation>
    </message>
</context>
<context>
    <name>StagesPanel</name>
    <message>
        <source>One click</source>
        <translation>Одним щелчком</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Петля</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Сведение</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Видео</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Экспорты</translation>
    </message>
    <message>
        <source>Nothing was exported yet. Every video that you export is listed here.</source>
        <translation>Экспорта ещё не было. Здесь будет каждое готовое видео.</translation>
    </message>
    <message>
        <source>you can go on reviewing</source>
        <translation>можно отбирать дальше</translation>
    </message>
    <message>
        <source>reading the episode…</source>
        <translation>чтение эпизода…</translation>
    </message>
    <message>
        <source>only what is out of date runs</source>
        <translation>выполняется только устаревшее</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Ход экспорта</translation>
    </message>
    <message>
        <source>Episode</source>
        <translation>Эпизод</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) of sound</source>
        <translation>
            <numerusform>%n секунда звука</numerusform>
            <numerusform>%n секунды звука</numerusform>
            <numerusform>%n секунд звука</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>ещё не измерено</translation>
    </message>
    <message>
        <source>It took {time} when it ran.</source>
        <translation>Заняло {time}.</translation>
    </message>
    <message>
        <source>Not measured on this machine yet</source>
        <translation>На этом компьютере ещё не измерено</translation>
    </message>
    <message numerus="yes">
        <source>From %n earlier run(s) on this machine</source>
        <translation>
            <numerusform>По %n прежнему запуску на этом компьютере</numerusform>
            <numerusform>По %n прежним запускам на этом компьютере</numerusform>
            <numerusform>По %n прежним запускам на этом компьютере</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s of video from {picks}</source>
        <translation>{seconds} с видео, {picks}</translation>
    </message>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation>
            <numerusform>%n выбранный</numerusform>
            <numerusform>%n выбранных</numerusform>
            <numerusform>%n выбранных</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>осталось {time}</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>Ждёт своей очереди…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Export · nothing to make</source>
        <translation>Экспорт · делать нечего</translation>
    </message>
    <message>
        <source>Export · {time}</source>
        <translation>Экспорт · {time}</translation>
    </message>
</context>
<context>
    <name>StartChoices</name>
    <message>
        <source>Nothing can be made yet</source>
        <translation>Пока делать нечего</translation>
    </message>
    <message>
        <source>Choose a preset</source>
        <translation>Выберите пресет</translation>
    </message>
    <message>
        <source>Drop a video or a folder of pictures that carries the motion in Prepare.</source>
        <translation>Бросьте в подготовке видео или папку картинок с движением.</translation>
    </message>
    <message>
        <source>This episode has no source yet</source>
        <translation>У эпизода ещё нет источника</translation>
    </message>
    <message>
        <source>Go to Prepare</source>
        <translation>К подготовке</translation>
    </message>
    <message>
        <source>Drop a picture of the face in Prepare.</source>
        <translation>Бросьте в подготовке фото лица.</translation>
    </message>
    <message>
        <source>This episode has no face yet</source>
        <translation>У эпизода ещё нет лица</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Ждёт своей очереди</translation>
    </message>
    <message>
        <source>Another job works on this device now.</source>
        <translation>Устройство занято другим заданием.</translation>
    </message>
    <message>
        <source>{done} of {total} were done; what is finished is kept.</source>
        <translation>Сделано {done} из {total}; готовое сохранено.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Дальше</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) wait for a take</source>
        <translation>
            <numerusform>%n кадр ждёт дубля</numerusform>
            <numerusform>%n кадра ждут дубля</numerusform>
            <numerusform>%n кадров ждут дубля</numerusform>
        </translation>
    </message>
    <message>
        <source>{missing} of {frames} frames wait for a take</source>
        <translation>{missing} из {frames} кадров ждут дубля</translation>
    </message>
    <message numerus="yes">
        <source>Generate %n take(s)</source>
        <translation>
            <numerusform>Сделать %n дубль</numerusform>
            <numerusform>Сделать %n дубля</numerusform>
            <numerusform>Сделать %n дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>This preset was not timed on this machine yet.</source>
        <translation>Время этого пресета здесь ещё не измерено.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing to make: all %n take(s) are there</source>
        <translation>
            <numerusform>Делать нечего: %n дубль уже есть</numerusform>
            <numerusform>Делать нечего: все %n дубля уже есть</numerusform>
            <numerusform>Делать нечего: все %n дублей уже есть</numerusform>
        </translation>
    </message>
    <message>
        <source>Another preset, prompt or seed makes further ones; these are kept.</source>
        <translation>Другой пресет, промпт или сид даст новые; эти сохранятся.</translation>
    </message>
    <message numerus="yes">
        <source>Review %n take(s)</source>
        <translation>
            <numerusform>Отобрать %n дубль</numerusform>
            <numerusform>Отобрать %n дубля</numerusform>
            <numerusform>Отобрать %n дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>{action} · {time}</source>
        <translation>{action} · {time}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Start page</source>
        <translation>Начальная страница</translation>
    </message>
    <message>
        <source>Sample episode</source>
        <translation>Пример эпизода</translation>
    </message>
    <message>
        <source>Recent episodes</source>
        <translation>Недавние эпизоды</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Drop pictures, a video and a voice to begin</source>
        <translation>Бросьте картинки, видео и голос, чтобы начать</translation>
    </message>
    <message>
        <source>Nothing leaves this machine</source>
        <translation>Ничто не покидает этот компьютер</translation>
    </message>
    <message>
        <source>{key}: {step}</source>
        <translation>{key}: {step}</translation>
    </message>
    <message>
        <source>What undo would take back: {step}</source>
        <translation>Что отменится: {step}</translation>
    </message>
</context>
<context>
    <name>StripScrollBar</name>
    <message>
        <source>Scroll the filmstrip</source>
        <translation>Прокрутить ленту</translation>
    </message>
</context>
<context>
    <name>SurveyView</name>
    <message>
        <source>The first {most} of {count} selected takes are shown.</source>
        <translation>Показаны первые {most} из {count} выделенных дублей.</translation>
    </message>
    <message>
        <source>Select two takes or more in the grid (G) to see them side by side.</source>
        <translation>Выделите в сетке (G) два дубля или больше, чтобы увидеть их рядом.</translation>
    </message>
</context>
<context>
    <name>TakeCommands</name>
    <message>
        <source>Another take of #{frame} is on its way.</source>
        <translation>Ещё один дубль #{frame} уже делается.</translation>
    </message>
    <message>
        <source>The episode uses these settings already (preset {name}).</source>
        <translation>Эпизод уже с этими настройками (пресет {name}).</translation>
    </message>
    <message>
        <source>Use the settings of #{frame}</source>
        <translation>Взять настройки #{frame}</translation>
    </message>
    <message>
        <source>Saved as your preset {name}, which the episode uses now.</source>
        <translation>Сохранено как ваш пресет {name}; теперь эпизод с ним.</translation>
    </message>
    <message>
        <source>The episode uses preset {name} with this seed now.</source>
        <translation>Теперь эпизод с пресетом {name} и этим сидом.</translation>
    </message>
</context>
<context>
    <name>TakeGrid</name>
    <message>
        <source>Takes</source>
        <translation>Дубли</translation>
    </message>
</context>
<context>
    <name>TakePanel</name>
    <message>
        <source>Take</source>
        <translation>Дубль</translation>
    </message>
    <message>
        <source>Nothing is current. Click a take, or go to a frame with Ctrl+G.</source>
        <translation>Ничего не выбрано. Щёлкните дубль или перейдите к кадру: Ctrl+G.</translation>
    </message>
    <message>
        <source>#{frame} · take {place} of {count}</source>
        <translation>#{frame} · дубль {place} из {count}</translation>
    </message>
    <message>
        <source>wipe</source>
        <translation>шторка</translation>
    </message>
    <message>
        <source>source</source>
        <translation>источник</translation>
    </message>
    <message>
        <source>take</source>
        <translation>дубль</translation>
    </message>
    <message>
        <source>Pixels, mean / std</source>
        <translation>Пиксели, среднее / откл.</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Фото лица</translation>
    </message>
    <message>
        <source>This take has not been scored yet.</source>
        <translation>Этот дубль ещё не оценён.</translation>
    </message>
    <message>
        <source>“{prompt}”</source>
        <translation>«{prompt}»</translation>
    </message>
    <message>
        <source>Prompt: {prompt}</source>
        <translation>Промпт: {prompt}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Re-roll</source>
        <translation>Переделать</translation>
    </message>
    <message>
        <source>Re-roll · about {seconds} s</source>
        <translation>Переделать · около {seconds} с</translation>
    </message>
    <message>
        <source>This is the pick</source>
        <translation>Это выбранный</translation>
    </message>
    <message>
        <source>Use as pick</source>
        <translation>Выбрать</translation>
    </message>
    <message>
        <source>Other takes of this frame</source>
        <translation>Другие дубли этого кадра</translation>
    </message>
    <message>
        <source>✓ Accept</source>
        <translation>✓ Принять</translation>
    </message>
    <message>
        <source>✕ Reject</source>
        <translation>✕ Отклонить</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Снять</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Взять эти настройки</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>Показать файл</translation>
    </message>
</context>
<context>
    <name>TakeRows</name>
    <message>
        <source>at {yaw}: too few takes to say, n&#xa0;=&#xa0;{n}</source>
        <translation>при {yaw}: мало дублей, n&#xa0;=&#xa0;{n}</translation>
    </message>
    <message>
        <source>at {yaw}: {low} – {high} possible, n&#xa0;=&#xa0;{n}</source>
        <translation>при {yaw}: возможно {low} – {high}, n&#xa0;=&#xa0;{n}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
</context>
<context>
    <name>TargetsPanel</name>
    <message>
        <source>Targets</source>
        <translation>Цели</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Веб</translation>
    </message>
    <message>
        <source>inside the episode</source>
        <translation>внутри эпизода</translation>
    </message>
    <message>
        <source>{name} is there already and will be replaced.</source>
        <translation>{name} уже есть и будет заменено.</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Экспорт в</translation>
    </message>
    <message>
        <source>Say whose face it is</source>
        <translation>Укажите, чьё это лицо</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Пометки</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Name of the video</source>
        <translation>Имя видео</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>Into the episode</source>
        <translation>В эпизод</translation>
    </message>
    <message>
        <source>H.264 at the takes&apos; own size, sound as AAC</source>
        <translation>H.264 в размере дублей, звук AAC</translation>
    </message>
    <message>
        <source>the mix of all tracks</source>
        <translation>сведение всех дорожек</translation>
    </message>
    <message>
        <source>the voice as it was recorded</source>
        <translation>голос как записан</translation>
    </message>
    <message>
        <source>{size} H.264, {fps} fps, {sound} as AAC</source>
        <translation>{size} H.264, {fps} к/с, {sound} в AAC</translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s) as a file beside it (.srt)</source>
        <translation>
            <numerusform>%n титр файлом рядом (.srt)</numerusform>
            <numerusform>%n титра файлом рядом (.srt)</numerusform>
            <numerusform>%n титров файлом рядом (.srt)</numerusform>
        </translation>
    </message>
    <message>
        <source>Says it is generated</source>
        <translation>Сказано, что создано ИИ</translation>
    </message>
    <message>
        <source>✓ in the file</source>
        <translation>✓ в файле</translation>
    </message>
    <message>
        <source>In the video&apos;s comment, and for machines as IPTC&apos;s digital source type.</source>
        <translation>В комментарии видео, а для машин – как тип источника по IPTC.</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Пресет</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Scored by</source>
        <translation>Оценил</translation>
    </message>
    <message>
        <source>May I sell this?</source>
        <translation>Можно продавать?</translation>
    </message>
    <message>
        <source>Speaks of the models alone: whose face, voice and music it is, you know.</source>
        <translation>Только о моделях: чьи лицо, голос и музыка, знаете вы.</translation>
    </message>
</context>
<context>
    <name>TaskCard</name>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>останавливается</translation>
    </message>
    <message>
        <source>{stage}: {done} of {total}</source>
        <translation>{stage}: {done} из {total}</translation>
    </message>
    <message>
        <source>importing the source</source>
        <translation>импорт источника</translation>
    </message>
    <message>
        <source>importing the voice</source>
        <translation>импорт голоса</translation>
    </message>
    <message>
        <source>making takes</source>
        <translation>дубли</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>оценка</translation>
    </message>
    <message>
        <source>joining the loop</source>
        <translation>сборка петли</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>экспорт</translation>
    </message>
    <message>
        <source>looking at the face</source>
        <translation>анализ лица</translation>
    </message>
</context>
<context>
    <name>TimelineCommands</name>
    <message>
        <source>Reject #{frame}</source>
        <translation>Отклонить #{frame}</translation>
    </message>
    <message>
        <source>Accept #{frame}</source>
        <translation>Принять #{frame}</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Neither in nor out</source>
        <translation>Без входа и выхода</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Разрез</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Метка</translation>
    </message>
    <message>
        <source>Marker taken away</source>
        <translation>Метка убрана</translation>
    </message>
    <message>
        <source>Remove a clip</source>
        <translation>Убрать клип</translation>
    </message>
    <message>
        <source>Remove a caption</source>
        <translation>Убрать титр</translation>
    </message>
    <message>
        <source>Remove a track</source>
        <translation>Убрать дорожку</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>Вся запись</translation>
    </message>
    <message>
        <source>Write a caption</source>
        <translation>Вписать титр</translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Timeline</source>
        <translation>Монтаж</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Показанное время</translation>
    </message>
    <message>
        <source>Another track</source>
        <translation>Ещё дорожка</translation>
    </message>
    <message>
        <source>Add a sound file…</source>
        <translation>Добавить звуковой файл…</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Титры</translation>
    </message>
    <message>
        <source>Write a caption at the playhead</source>
        <translation>Вписать титр под курсором</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Картинка</translation>
    </message>
    <message>
        <source>there and back, {fps} a second</source>
        <translation>туда и обратно, {fps} в секунду</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineWorkspace</name>
    <message>
        <source>#{frame} under the playhead · {reject} rejects it · {open} opens it</source>
        <translation>#{frame} под курсором · {reject} – отклонить · {open} – открыть</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>К отбору</translation>
    </message>
    <message>
        <source>clip selected · {split} splits it</source>
        <translation>клип выделен · {split} – разрезать</translation>
    </message>
    <message>
        <source>{remove} removes what is selected</source>
        <translation>{remove} – убрать выделенное</translation>
    </message>
    <message>
        <source>{seconds} s · {frames}</source>
        <translation>{seconds} с · {frames}</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n кадр</numerusform>
            <numerusform>%n кадра</numerusform>
            <numerusform>%n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Картинка</translation>
    </message>
    <message>
        <source>Add a sound</source>
        <translation>Добавить звук</translation>
    </message>
    <message>
        <source>Choose a voice</source>
        <translation>Выбрать голос</translation>
    </message>
    <message>
        <source>Captions from a file</source>
        <translation>Титры из файла</translation>
    </message>
    <message>
        <source>SubRip captions (*.srt)</source>
        <translation>Титры SubRip (*.srt)</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} мин {seconds} с</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Top bar</source>
        <translation>Верхняя строка</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>сохранено</translation>
    </message>
    <message>
        <source>Every change is kept the moment it is made.</source>
        <translation>Каждая правка сохраняется сразу.</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>Меню (F10)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
</context>
<context>
    <name>TrackFields</name>
    <message>
        <source>Foley</source>
        <translation>Шумы</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Музыка</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> дБ</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Gain of the track</source>
        <translation>Усиление дорожки</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Kind of a track</source>
        <translation>Вид дорожки</translation>
    </message>
    <message>
        <source>Gain of a track</source>
        <translation>Усиление дорожки</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>без звука</translation>
    </message>
    <message>
        <source>solo</source>
        <translation>соло</translation>
    </message>
    <message>
        <source>on</source>
        <translation>включена</translation>
    </message>
</context>
<context>
    <name>TrackHead</name>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Без звука</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>Соло</translation>
    </message>
    <message>
        <source>no sound yet</source>
        <translation>звука ещё нет</translation>
    </message>
    <message>
        <source>Mute {track}</source>
        <translation>Без звука: {track}</translation>
    </message>
    <message>
        <source>Solo {track}</source>
        <translation>Соло: {track}</translation>
    </message>
    <message>
        <source>Gain of {track}</source>
        <translation>Усиление: {track}</translation>
    </message>
    <message>
        <source>Unmute {track}</source>
        <translation>Со звуком: {track}</translation>
    </message>
    <message>
        <source>Solo of {track} off</source>
        <translation>Снять соло: {track}</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
</context>
<context>
    <name>TrackRow</name>
    <message>
        <source>Reading the sound…</source>
        <translation>Чтение звука…</translation>
    </message>
    <message>
        <source>{gain} dB</source>
        <translation>{gain} дБ</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>No sound can be played here, so playback is silent. `studio doctor` says what is missing.</source>
        <translation>Здесь нет звука, поэтому показ идёт молча. `studio doctor` скажет, чего не хватает.</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Space  ▶</source>
        <translation>Пробел  ▶</translation>
    </message>
</context>
<context>
    <name>Unexpected</name>
    <message>
        <source>Something went wrong that the studio did not expect ({what}). Finished work is kept; the log has the details.</source>
        <translation>Случилось то, чего студия не ожидала ({what}). Готовое сохранено; подробности в журнале.</translation>
    </message>
</context>
<context>
    <name>VideoPlayer</name>
    <message>
        <source>Video</source>
        <translation>Видео</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>Открываю {name}…</translation>
    </message>
    <message>
        <source>Place in the video</source>
        <translation>Место в видео</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Играть</translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation>{action} (пробел)</translation>
    </message>
</context>
<context>
    <name>VoicePanel</name>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>Drop the voice here</source>
        <translation>Бросьте сюда голос</translation>
    </message>
    <message>
        <source>any common format · a click chooses</source>
        <translation>любой обычный формат · щелчок выберет</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Заменить…</translation>
    </message>
    <message>
        <source>Sounds ({kinds})</source>
        <translation>Звуки ({kinds})</translation>
    </message>
    <message>
        <source>reading {name}…</source>
        <translation>чтение {name}…</translation>
    </message>
    <message>
        <source>Drop one sound file.</source>
        <translation>Бросьте один звуковой файл.</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>чтение…</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>тишина</translation>
    </message>
    <message>
        <source>{lufs:.0f} LUFS</source>
        <translation>{lufs:.0f} LUFS</translation>
    </message>
    <message>
        <source>{seconds:.1f} s</source>
        <translation>{seconds:.1f} с</translation>
    </message>
    <message>
        <source>48 kHz</source>
        <translation>48 кГц</translation>
    </message>
</context>
<context>
    <name>WeightRows</name>
    <message>
        <source>here</source>
        <translation>на месте</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>may be sold</source>
        <translation>можно продавать</translation>
    </message>
    <message>
        <source>not for sale</source>
        <translation>не для продажи</translation>
    </message>
    <message>
        <source>sale not settled</source>
        <translation>с продажей неясно</translation>
    </message>
    <message>
        <source>check</source>
        <translation>проверить</translation>
    </message>
    <message>
        <source>Check {title}</source>
        <translation>Проверить: {title}</translation>
    </message>
    <message>
        <source>fetch {size}</source>
        <translation>загрузить {size}</translation>
    </message>
    <message>
        <source>Fetch {title}</source>
        <translation>Загрузить: {title}</translation>
    </message>
</context>
<context>
    <name>WhoseFace</name>
    <message>
        <source>mine</source>
        <translation>моё</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>синтетическое</translation>
    </message>
    <message>
        <source>with consent</source>
        <translation>с согласия</translation>
    </message>
    <message>
        <source>? Whose face is it? The answer is kept in the episode and in every render.</source>
        <translation>? Чьё это лицо? Ответ хранится в эпизоде и в каждом рендере.</translation>
    </message>
    <message>
        <source>Whose face is it</source>
        <translation>Чьё это лицо</translation>
    </message>
    <message>
        <source>Note: who consented, and when</source>
        <translation>Заметка: кто и когда дал согласие</translation>
    </message>
    <message>
        <source>Note on whose face it is</source>
        <translation>Заметка о том, чьё это лицо</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>open episode</source>
        <translation>открыть эпизод</translation>
    </message>
    <message>
        <source>Open episode</source>
        <translation>Открыть эпизод</translation>
    </message>
</context>
<context>
    <name>WorkState</name>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>nothing is running</source>
        <translation>ничего не выполняется</translation>
    </message>
    <message>
        <source>{job}: loading the model</source>
        <translation>{job}: загрузка модели</translation>
    </message>
    <message>
        <source>{job}: {done} of {total}</source>
        <translation>{job}: {done} из {total}</translation>
    </message>
    <message>
        <source>{job} · {count} more</source>
        <translation>{job} · ещё {count}</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>генерация</translation>
    </message>
    <message>
        <source>re-rolling</source>
        <translation>переделка</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>оценка</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>экспорт</translation>
    </message>
    <message>
        <source>{used} / {total} GB</source>
        <translation>{used} / {total} ГБ</translation>
    </message>
    <message>
        <source>Memory of this machine in use</source>
        <translation>Занятая память этого компьютера</translation>
    </message>
</context>
<context>
    <name>YawCurve</name>
    <message>
        <source>Yaw of the head along the source</source>
        <translation>Поворот головы по ходу источника</translation>
    </message>
</context>
</TS>
