<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n замечание</numerusform>
            <numerusform>%n замечания</numerusform>
            <numerusform>%n замечаний</numerusform>
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
    <message numerus="yes">
        <source>%n second(s) of sound</source>
        <translation>
            <numerusform>%n секунда звука</numerusform>
            <numerusform>%n секунды звука</numerusform>
            <numerusform>%n секунд звука</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
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
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n титр</numerusform>
            <numerusform>%n титра</numerusform>
            <numerusform>%n титров</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the same %n frame(s)</source>
        <translation>
            <numerusform>том же %n кадре</numerusform>
            <numerusform>тех же %n кадрах</numerusform>
            <numerusform>тех же %n кадрах</numerusform>
        </translation>
    </message>
    <message>
        <source>Sweep {number} · {presets} on {frames}</source>
        <translation>Сравнение {number} · {presets} на {frames}</translation>
    </message>
    <message>
        <source>two presets</source>
        <translation>два пресета</translation>
    </message>
    <message>
        <source>three presets</source>
        <translation>три пресета</translation>
    </message>
    <message>
        <source>four presets</source>
        <translation>четыре пресета</translation>
    </message>
    <message>
        <source>five presets</source>
        <translation>пять пресетов</translation>
    </message>
    <message>
        <source>six presets</source>
        <translation>шесть пресетов</translation>
    </message>
    <message>
        <source>seven presets</source>
        <translation>семь пресетов</translation>
    </message>
    <message>
        <source>eight presets</source>
        <translation>восемь пресетов</translation>
    </message>
    <message>
        <source>nine presets</source>
        <translation>девять пресетов</translation>
    </message>
    <message numerus="yes">
        <source>%n preset(s)</source>
        <translation>
            <numerusform>%n пресет</numerusform>
            <numerusform>%n пресета</numerusform>
            <numerusform>%n пресетов</numerusform>
        </translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Пресет</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>width × height, pixels</source>
        <translation>ширина × высота, пиксели</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>s / frame</source>
        <translation>с / кадр</translation>
    </message>
    <message>
        <source>Seconds a take, with half the 95 % interval</source>
        <translation>Секунд на дубль и половина 95 %-го интервала</translation>
    </message>
    <message>
        <source>Pixels mean / std</source>
        <translation>Пиксели: среднее / СКО</translation>
    </message>
    <message>
        <source>Face mean / std</source>
        <translation>Лицо: среднее / СКО</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Сходство</translation>
    </message>
    <message>
        <source>as from front</source>
        <translation>как анфас</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>Точки лица</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Резкость</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Структура</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Шум</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Мерцание</translation>
    </message>
    <message>
        <source>Flow motion</source>
        <translation>Поток</translation>
    </message>
    <message>
        <source>Frame-diff</source>
        <translation>Разница кадров</translation>
    </message>
    <message>
        <source>Face found ≥ {limit}</source>
        <translation>Лицо найдено ≥ {limit}</translation>
    </message>
    <message>
        <source>Strict pass</source>
        <translation>Строгий отбор</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 %-й интервал</translation>
    </message>
    <message>
        <source>Wilson&apos;s, on as many frames as the neighbours&apos; likeness leaves</source>
        <translation>Уилсона, на стольких кадрах, сколько оставляет сходство соседних</translation>
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
        <source>Sweep</source>
        <translation>Пресеты</translation>
    </message>
    <message>
        <source>Compare presets in a new sweep…</source>
        <translation>Сравнить пресеты заново…</translation>
    </message>
    <message>
        <source>Go on with the sweep</source>
        <translation>Продолжить сравнение</translation>
    </message>
    <message>
        <source>Write the sweep&apos;s report…</source>
        <translation>Написать отчёт о сравнении…</translation>
    </message>
    <message>
        <source>Compare the sweep&apos;s takes blind</source>
        <translation>Сравнить дубли вслепую</translation>
    </message>
    <message>
        <source>Run the sweep on more frames</source>
        <translation>Продолжить сравнение на новых кадрах</translation>
    </message>
    <message>
        <source>Make the chosen preset the default</source>
        <translation>Сделать выбранный пресет основным</translation>
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
        <source>Captions to a file…</source>
        <translation>Титры в файл…</translation>
    </message>
    <message>
        <source>Captions from the voice</source>
        <translation>Титры по голосу</translation>
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
    <name>BlindView</name>
    <message>
        <source>Left picture</source>
        <translation>Левая картинка</translation>
    </message>
    <message>
        <source>Right picture</source>
        <translation>Правая картинка</translation>
    </message>
    <message>
        <source>Blind comparison</source>
        <translation>Сравнение вслепую</translation>
    </message>
    <message>
        <source>{done} of {total} seen</source>
        <translation>просмотрено {done} из {total}</translation>
    </message>
    <message>
        <source>No vote yet.</source>
        <translation>Пока ни одного голоса.</translation>
    </message>
    <message>
        <source>The presets make pictures of different shapes, so they can be told apart: this is half blind.</source>
        <translation>Пресеты делают картинки разной формы, и их можно узнать: сравнение лишь наполовину слепое.</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) are left; the comparison goes on with them next time.</source>
        <translation>
            <numerusform>Осталась %n пара; в следующий раз сравнение продолжится с неё.</numerusform>
            <numerusform>Остались %n пары; в следующий раз сравнение продолжится с них.</numerusform>
            <numerusform>Осталось %n пар; в следующий раз сравнение продолжится с них.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every frame was seen with every pair of presets.</source>
        <translation>Каждый кадр просмотрен с каждой парой пресетов.</translation>
    </message>
    <message>
        <source>Which is better?</source>
        <translation>Что лучше?</translation>
    </message>
    <message>
        <source>the left one</source>
        <translation>левая</translation>
    </message>
    <message>
        <source>the right one</source>
        <translation>правая</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>ни одна</translation>
    </message>
    <message>
        <source>one back</source>
        <translation>назад</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>закончить</translation>
    </message>
    <message>
        <source>Seen blind</source>
        <translation>Вслепую</translation>
    </message>
    <message>
        <source>Back to the numbers</source>
        <translation>К числам</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
</context>
<context>
    <name>BringIn</name>
    <message numerus="yes">
        <source>%n caption(s) were heard in the voice.</source>
        <translation>
            <numerusform>В голосе услышан %n титр.</numerusform>
            <numerusform>В голосе услышаны %n титра.</numerusform>
            <numerusform>В голосе услышано %n титров.</numerusform>
        </translation>
    </message>
    <message>
        <source>The captions are in {name}.</source>
        <translation>Титры записаны в {name}.</translation>
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
        <source>Lip sync</source>
        <translation>Движение губ</translation>
    </message>
    <message>
        <source>Foley</source>
        <translation>Шумы</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Картинка</translation>
    </message>
    <message>
        <source>Content Credentials</source>
        <translation>Подпись C2PA</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Публикация</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>прогноз</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>измерено</translation>
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
    <name>CaptionFiles</name>
    <message>
        <source>Captions from a file</source>
        <translation>Титры из файла</translation>
    </message>
    <message>
        <source>Captions (*.srt *.vtt)</source>
        <translation>Титры (*.srt *.vtt)</translation>
    </message>
    <message>
        <source>SubRip captions (*.srt);;WebVTT captions (*.vtt)</source>
        <translation>Титры SubRip (*.srt);;Титры WebVTT (*.vtt)</translation>
    </message>
    <message>
        <source>Captions to a file</source>
        <translation>Титры в файл</translation>
    </message>
    <message>
        <source>There is no voice yet.</source>
        <translation>Голоса пока нет.</translation>
    </message>
</context>
<context>
    <name>CaptionOptions</name>
    <message>
        <source>Inter instead</source>
        <translation>вернуть Inter</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Титры</translation>
    </message>
    <message>
        <source>Letters where burnt in</source>
        <translation>Буквы в картинке</translation>
    </message>
    <message>
        <source>Inter · choose a font…</source>
        <translation>Inter · выбрать шрифт…</translation>
    </message>
    <message>
        <source>A font file for letters that Inter lacks, such as Chinese or Arabic</source>
        <translation>Файл шрифта с буквами, которых нет в Inter, например китайскими или арабскими</translation>
    </message>
    <message>
        <source>Fonts (*.ttf *.otf *.ttc)</source>
        <translation>Шрифты (*.ttf *.otf *.ttc)</translation>
    </message>
    <message>
        <source>Font of the captions</source>
        <translation>Шрифт титров</translation>
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
        <translation>{rate}/с</translation>
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
    <name>ContactSheet</name>
    <message>
        <source>Contact sheet</source>
        <translation>Контрольный лист</translation>
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
    <name>EngineRows</name>
    <message>
        <source>Work on the engine</source>
        <translation>Работа с движком</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>added</source>
        <translation>добавлен</translation>
    </message>
    <message>
        <source>not added</source>
        <translation>не добавлен</translation>
    </message>
    <message>
        <source>Not in {regions}.</source>
        <translation>Не действует здесь: {regions}.</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Folder of {engine}</source>
        <translation>Папка движка {engine}</translation>
    </message>
    <message>
        <source>The Python of {engine}&apos;s environment</source>
        <translation>Python из окружения движка {engine}</translation>
    </message>
</context>
<context>
    <name>EngineWork</name>
    <message>
        <source>It is whole. Test it to see it work.</source>
        <translation>Он на месте целиком. Проверьте его в деле.</translation>
    </message>
    <message>
        <source>It works: {seconds} s for {video} s of video, loading included.</source>
        <translation>Работает: {seconds} с на {video} с видео вместе с загрузкой.</translation>
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
        <translation>✓ по моделям да</translation>
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
        <source>Show the neighbour instead</source>
        <translation>Показать соседний</translation>
    </message>
    <message>
        <source>Re-roll these frames</source>
        <translation>Переделать эти кадры</translation>
    </message>
    <message>
        <source>Another lip sync…</source>
        <translation>Другое движение губ…</translation>
    </message>
    <message>
        <source>Another engine…</source>
        <translation>Другой движок…</translation>
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
        <source>Lip sync…</source>
        <translation>Движение губ…</translation>
    </message>
    <message>
        <source>Foley…</source>
        <translation>Шумы…</translation>
    </message>
    <message>
        <source>Go to Timeline</source>
        <translation>К монтажу</translation>
    </message>
    <message>
        <source>Captions…</source>
        <translation>Титры…</translation>
    </message>
    <message>
        <source>The episode has no voice yet. Drop a recording into Prepare, or into the voice&apos;s track.</source>
        <translation>В эпизоде пока нет голоса. Бросьте запись в «Подготовку» или на дорожку голоса.</translation>
    </message>
    <message>
        <source>The episode has no source yet. Drop a video or a folder of pictures into Prepare.</source>
        <translation>В эпизоде пока нет источника. Бросьте видео или папку картинок в «Подготовку».</translation>
    </message>
    <message>
        <source>No takes were made yet. Make them in Generate.</source>
        <translation>Дублей пока нет. Сделайте их в «Генерации».</translation>
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
    <name>Figures</name>
    <message>
        <source>{number} LUFS</source>
        <translation>{number} LUFS</translation>
    </message>
    <message>
        <source>Wanted: {number} LUFS, true peak at most −1 dBTP; measured on the AAC.</source>
        <translation>Задано: {number} LUFS, истинный пик не выше −1 дБTP; измерено на AAC.</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>{number} dBTP</source>
        <translation>{number} дБTP</translation>
    </message>
    <message>
        <source>True peak</source>
        <translation>Истинный пик</translation>
    </message>
    <message>
        <source>At most −1 dBTP is asked for.</source>
        <translation>Задано не выше −1 дБTP.</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Синхронность</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>не определить</translation>
    </message>
    <message>
        <source>The mouth stands still, or no face is seen.</source>
        <translation>Рот неподвижен, или лица не видно.</translation>
    </message>
    <message>
        <source>no lag fits</source>
        <translation>задержка не определяется</translation>
    </message>
    <message>
        <source>lag {frames} frames</source>
        <translation>задержка, кадров: {frames}</translation>
    </message>
    <message>
        <source>Correlation of the mouth&apos;s opening and the voice, 95 % interval {low} to {high}; about 0 for another voice. Lag: positive where the mouth is late.</source>
        <translation>Корреляция раскрытия рта и голоса, 95 % интервал от {low} до {high}; для чужого голоса около 0. Задержка: положительна, если рот опаздывает.</translation>
    </message>
    <message>
        <source>Frame-diff</source>
        <translation>Разница кадров</translation>
    </message>
    <message>
        <source>Mean absolute difference of neighbours, 0 to 255; skipped frames and flicker raise it as motion does.</source>
        <translation>Средняя абсолютная разница соседних кадров, от 0 до 255; пропуски кадров и мерцание повышают её так же, как движение.</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Поток</translation>
    </message>
    <message>
        <source>Mean length of the optical flow from one picture to the next, in pixels of pictures 256 long.</source>
        <translation>Средняя длина оптического потока от картинки к картинке, в пикселях картинок длиной 256.</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Мерцание</translation>
    </message>
    <message>
        <source>What of the difference remains without the motion, 0 to 255; lower is steadier.</source>
        <translation>Что остаётся от разницы без движения, от 0 до 255; чем меньше, тем ровнее.</translation>
    </message>
    <message>
        <source>Longest hold</source>
        <translation>Самая долгая остановка</translation>
    </message>
    <message>
        <source>Frames for which one picture stands.</source>
        <translation>Сколько кадров подряд стоит одна картинка.</translation>
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
</context>
<context>
    <name>FinishFields</name>
    <message>
        <source> dB</source>
        <translation> дБ</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>не тише</translation>
    </message>
    <message>
        <source>Lip sync</source>
        <translation>Движение губ</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Синхронность</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Измерено</translation>
    </message>
    <message>
        <source>True peak</source>
        <translation>Истинный пик</translation>
    </message>
    <message>
        <source>Foley</source>
        <translation>Шумы</translation>
    </message>
    <message>
        <source>Under the voice</source>
        <translation>Под голосом</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>пока нет</translation>
    </message>
    <message>
        <source>How much that takes is known once the sound was mixed, with the next export.</source>
        <translation>Сколько для этого нужно, станет известно после сведения звука, при следующем экспорте.</translation>
    </message>
    <message>
        <source>{gain} dB</source>
        <translation>{gain} дБ</translation>
    </message>
    <message>
        <source>What the last mix needed. Peaks that the export lowers are cut here.</source>
        <translation>Столько понадобилось при последнем сведении. Пики, которые экспорт приглушает, здесь срезаются.</translation>
    </message>
    <message>
        <source>Heard with it</source>
        <translation>Слышно с ним</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Титры</translation>
    </message>
    <message>
        <source>recognise speech</source>
        <translation>распознать речь</translation>
    </message>
    <message>
        <source>From the voice</source>
        <translation>По голосу</translation>
    </message>
    <message>
        <source>no recogniser</source>
        <translation>нет распознавателя</translation>
    </message>
    <message>
        <source>being reckoned</source>
        <translation>вычисляется</translation>
    </message>
    <message>
        <source>as exported</source>
        <translation>как в экспорте</translation>
    </message>
    <message>
        <source>Until it is reckoned from the voice, Foley and music play as they did before.</source>
        <translation>Пока приглушение вычисляется по голосу, шумы и музыка звучат как прежде.</translation>
    </message>
</context>
<context>
    <name>Finishing</name>
    <message>
        <source>as recorded</source>
        <translation>как записано</translation>
    </message>
    <message>
        <source>{number} LUFS</source>
        <translation>{number} LUFS</translation>
    </message>
    <message>
        <source>web</source>
        <translation>веб</translation>
    </message>
    <message>
        <source>podcast</source>
        <translation>подкаст</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>вещание</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>пропустить</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>удерживать</translation>
    </message>
    <message>
        <source>in-between pictures</source>
        <translation>промежуточные</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>evened out</source>
        <translation>выровнена</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл.</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>черновик</translation>
    </message>
    <message>
        <source>stop and list them</source>
        <translation>остановиться и назвать их</translation>
    </message>
    <message>
        <source>the neighbour instead</source>
        <translation>соседний вместо них</translation>
    </message>
    <message>
        <source>re-roll them</source>
        <translation>переделать их</translation>
    </message>
    <message>
        <source>files beside it</source>
        <translation>файлами рядом</translation>
    </message>
    <message>
        <source>a track in it</source>
        <translation>дорожкой в видео</translation>
    </message>
    <message>
        <source>burnt in</source>
        <translation>вписаны в картинку</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Веб</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Архив</translation>
    </message>
    <message>
        <source>Vertical</source>
        <translation>Вертикаль</translation>
    </message>
    <message>
        <source>deflickered</source>
        <translation>без мерцания</translation>
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
    <name>FoleyOptions</name>
    <message>
        <source>such as: cloth, soft steps on wood</source>
        <translation>например: cloth, soft steps on wood (ткань, шаги по дереву)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> дБ</translation>
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
        <source>Avoid</source>
        <translation>Избегать</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Сид</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Усиление</translation>
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
    <name>FrameLooker</name>
    <message>
        <source>not made</source>
        <translation>не сделан</translation>
    </message>
    <message>
        <source>Frame {frame} over all presets</source>
        <translation>Кадр {frame} со всеми пресетами</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} из {total}</translation>
    </message>
    <message>
        <source>← → frames</source>
        <translation>← → кадры</translation>
    </message>
    <message>
        <source>↑ ↓ presets</source>
        <translation>↑ ↓ пресеты</translation>
    </message>
    <message>
        <source>Space: one or all</source>
        <translation>Пробел: один или все</translation>
    </message>
    <message>
        <source>Z zoom</source>
        <translation>Z масштаб</translation>
    </message>
    <message>
        <source>Esc back</source>
        <translation>Esc назад</translation>
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
        <source>on {host}</source>
        <translation>на {host}</translation>
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
    <name>HostChoice</name>
    <message>
        <source>Where the takes are made</source>
        <translation>Где делаются дубли</translation>
    </message>
    <message>
        <source>Made on</source>
        <translation>Где делать</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>этот компьютер</translation>
    </message>
    <message>
        <source>{host} ({target})</source>
        <translation>{host} ({target})</translation>
    </message>
    <message>
        <source>{host} (not known here)</source>
        <translation>{host} (здесь не известен)</translation>
    </message>
</context>
<context>
    <name>IdentityCostLine</name>
    <message>
        <source>What does it cost?</source>
        <translation>Чего это стоит?</translation>
    </message>
    <message>
        <source>Name a folder of other people&apos;s pictures…</source>
        <translation>Назвать папку с картинками других людей…</translation>
    </message>
    <message>
        <source>No take has an identity score yet, so what the threshold costs is not known.</source>
        <translation>Сходство ещё не измерено ни у одного дубля, поэтому неизвестно, чего стоит порог.</translation>
    </message>
    <message numerus="yes">
        <source>Compare with other people (%n picture(s))</source>
        <translation>
            <numerusform>Сравнить с другими людьми (%n картинка)</numerusform>
            <numerusform>Сравнить с другими людьми (%n картинки)</numerusform>
            <numerusform>Сравнить с другими людьми (%n картинок)</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at other people…</source>
        <translation>Осмотр других людей…</translation>
    </message>
    <message>
        <source>Folder of other people&apos;s pictures</source>
        <translation>Папка с картинками других людей</translation>
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
        <source>{fps} fps</source>
        <translation>{fps} к/с</translation>
    </message>
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
        <source>sweep</source>
        <translation>сравнение пресетов</translation>
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
    <name>LipSyncOptions</name>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Frames without a face</source>
        <translation>Кадры без лица</translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>The frame that a take is made from</source>
        <translation>Кадр, из которого делается дубль</translation>
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
        <source>Every finished take appears here, with its scores</source>
        <translation>Здесь появляется каждый готовый дубль с его оценками</translation>
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
    <name>LoopOptions</name>
    <message>
        <source>Brightness</source>
        <translation>Яркость</translation>
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
        <source>Gaps</source>
        <translation>Пропуски</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Яркость</translation>
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
        <source>As finished</source>
        <translation>В готовом</translation>
    </message>
    <message>
        <source>Flow motion</source>
        <translation>Поток</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Мерцание</translation>
    </message>
    <message>
        <source>Longest hold</source>
        <translation>Самая долгая остановка</translation>
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
    <name>LowerTexts</name>
    <message>
        <source>&quot;{key}&quot; is not a known key{known}</source>
        <translation>неизвестный ключ «{key}»{known}</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; has no threshold{suggestion}</source>
        <translation>для «{name}» порога нет{suggestion}</translation>
    </message>
    <message>
        <source>&quot;{preset}&quot; is no preset of the library{suggestion}: it names these takes alone, and generating goes on with {preset2}.</source>
        <translation>В библиотеке нет пресета «{preset}»{suggestion}: это имя останется только у этих дублей, а генерация продолжится с пресетом {preset2}.</translation>
    </message>
    <message>
        <source>$STUDIO_FFMPEG names {chosen}, which cannot be run: correct it or unset it.</source>
        <translation>В $STUDIO_FFMPEG указано {chosen}, но запустить это нельзя: исправьте или уберите переменную.</translation>
    </message>
    <message>
        <source>${device_variable} must be cpu or cuda, not {wanted}.</source>
        <translation>${device_variable}: нужно cpu или cuda, а задано {wanted}.</translation>
    </message>
    <message>
        <source>${memory_variable} must be offload or not set, not {wanted}.</source>
        <translation>${memory_variable}: нужно offload или ничего, а задано {wanted}.</translation>
    </message>
    <message>
        <source>(best {rule}, frame {values})</source>
        <translation>(лучшее {rule}, кадр {values})</translation>
    </message>
    <message>
        <source>(did you mean &quot;{found}&quot;?)</source>
        <translation>(может быть, «{found}»?)</translation>
    </message>
    <message>
        <source>({n} take could not be judged.)</source>
        <translation>({n} дубль оценить не удалось.)</translation>
    </message>
    <message>
        <source>({n} take rejected by hand.)</source>
        <translation>({n} дубль отклонён вручную.)</translation>
    </message>
    <message>
        <source>({n} takes could not be judged.)</source>
        <translation>({n} {n?дубль|дубля|дублей} оценить не удалось.)</translation>
    </message>
    <message>
        <source>({n} takes rejected by hand.)</source>
        <translation>(Вручную {n?отклонён|отклонены|отклонено} {n} {n?дубль|дубля|дублей}.)</translation>
    </message>
    <message>
        <source>--map {path} is neither name nor order, and there is no such file. Give one of the two, or a CSV file with the columns file,frame.</source>
        <translation>--map {path} – это не name и не order, и такого файла нет. Укажите одно из двух или файл CSV со столбцами file,frame.</translation>
    </message>
    <message>
        <source>--python or --command</source>
        <translation>--python или --command</translation>
    </message>
    <message>
        <source>1 to {faces}</source>
        <translation>от 1 до {faces}</translation>
    </message>
    <message>
        <source>A clip of {track_id} cannot go to {other_id}: the voice has its track for itself.</source>
        <translation>Клип дорожки {track_id} не может перейти на {other_id}: у голоса своя отдельная дорожка.</translation>
    </message>
    <message>
        <source>A picture of {size} cannot be written as {suffix}.</source>
        <translation>Картинку {size} нельзя записать как {suffix}.</translation>
    </message>
    <message>
        <source>A reference&apos;s landmarks fall together, so that its face cannot be aligned. Take another reference picture.</source>
        <translation>Точки лица на фото сливаются, и выровнять лицо нельзя. Возьмите другое фото лица.</translation>
    </message>
    <message>
        <source>A reference&apos;s weight must be a number from 0 to {n_most_weight}, not {n_weight}.</source>
        <translation>Вес фото лица – число от 0 до {n_most_weight}, а не {n_weight}.</translation>
    </message>
    <message>
        <source>A text in the PNG file {name} cannot be unpacked.</source>
        <translation>Текст в файле PNG {name} не распаковывается.</translation>
    </message>
    <message>
        <source>A text in the PNG file {name} fails its checksum: make or copy it again.</source>
        <translation>У текста в файле PNG {name} не сходится контрольная сумма: создайте или скопируйте файл заново.</translation>
    </message>
    <message>
        <source>A text in the PNG file {name} is larger than 64 MiB.</source>
        <translation>Текст в файле PNG {name} больше 64 МиБ.</translation>
    </message>
    <message>
        <source>A {origin} preset is called &quot;{name}&quot; already. Give another name, or allow replacing it.</source>
        <translation>Пресет «{name}» уже есть ({origin}). Дайте другое имя или разрешите замену.</translation>
    </message>
    <message>
        <source>All references with a face have weight 0: give one of them more.</source>
        <translation>У всех фото с лицом вес 0: дайте хотя бы одному больше.</translation>
    </message>
    <message>
        <source>Another program holds {path} for writing. Close it and try again.</source>
        <translation>Другая программа пишет в {path}. Закройте её и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Another studio process holds {path}. Wait for it to end and try again.</source>
        <translation>Другой процесс студии держит {path}. Дождитесь его конца и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>Another studio process is fetching {removesuffix}. Wait for it to end.</source>
        <translation>Другой процесс студии уже загружает {removesuffix}. Дождитесь его конца.</translation>
    </message>
    <message>
        <source>BiSeNet face parser (ResNet-34)</source>
        <translation>разметка лица BiSeNet (ResNet-34)</translation>
    </message>
    <message>
        <source>CLIP-L text encoder, single file</source>
        <translation>кодировщик текста CLIP-L одним файлом</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>не хватает памяти</translation>
    </message>
    <message>
        <source>Checking {title} was stopped.</source>
        <translation>Проверка остановлена: {title}.</translation>
    </message>
    <message>
        <source>Commercial use is allowed for this file; it works on FLUX.1-dev and antelopev2, whose licences hold beside it.</source>
        <translation>Коммерческое применение этого файла разрешено; работает он с FLUX.1-dev и antelopev2, и их лицензии действуют тоже.</translation>
    </message>
    <message>
        <source>Commercial use is allowed.</source>
        <translation>Коммерческое применение разрешено.</translation>
    </message>
    <message>
        <source>Content Credentials · {title}</source>
        <translation>Метки Content Credentials · {title}</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>превышена квота диска</translation>
    </message>
    <message>
        <source>End of file</source>
        <translation>файл кончился</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>это не программа для этой системы</translation>
    </message>
    <message>
        <source>FLUX.1 [dev] Non-Commercial License</source>
        <translation>некоммерческая лицензия FLUX.1 [dev]</translation>
    </message>
    <message>
        <source>FLUX.1-dev autoencoder, single file</source>
        <translation>автокодировщик FLUX.1-dev одним файлом</translation>
    </message>
    <message>
        <source>FLUX.1-dev transformer, single file</source>
        <translation>трансформер FLUX.1-dev одним файлом</translation>
    </message>
    <message>
        <source>Faces are measured by OpenCV&apos;s YuNet ({yunet}), {why}.</source>
        <translation>Лица измеряет YuNet из OpenCV ({yunet}), {why}.</translation>
    </message>
    <message>
        <source>Faces are measured by insightface with the pack {name} ({folder}).</source>
        <translation>Лица измеряет insightface с набором {name} ({folder}).</translation>
    </message>
    <message>
        <source>Faces are only found by the built-in stand-in, as neither an insightface pack nor YuNet is here: det is on its own scale and identity stays empty; `studio doctor` says how to mend it.</source>
        <translation>Лица ищет лишь встроенная замена, потому что нет ни набора insightface, ни YuNet: у det своя шкала, а сходство остаётся пустым; как это исправить, скажет `studio doctor`.</translation>
    </message>
    <message>
        <source>False</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>файл уже есть</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>слишком длинное имя файла</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>файл слишком велик</translation>
    </message>
    <message>
        <source>Foley · {title}</source>
        <translation>Шумы · {title}</translation>
    </message>
    <message>
        <source>Frame {frame} has no pick to begin the loop with; the picks are of frames {frames} to {frames2}.</source>
        <translation>Начать петлю с кадра {frame} нельзя: для него ничего не выбрано; выбранные – от кадра {frames} до {frames2}.</translation>
    </message>
    <message>
        <source>Frame {frame} of {name} has no take{which} under review. `studio review EPISODE --list` shows those there are.</source>
        <translation>У кадра {frame} эпизода {name} нет дубля{which} в отборе. Какие есть, покажет `studio review ЭПИЗОД --list`.</translation>
    </message>
    <message>
        <source>Frame {number} of the source cannot be read, its pictures are left out: {message}</source>
        <translation>Кадр {number} источника не читается, его картинки пропущены: {message}</translation>
    </message>
    <message>
        <source>Frame {number} of the source cannot be read.</source>
        <translation>Кадр {number} источника не читается.</translation>
    </message>
    <message>
        <source>Frame {number} of {path} is damaged and is left out: export the video again.</source>
        <translation>Кадр {number} в {path} повреждён и пропущен: экспортируйте видео заново.</translation>
    </message>
    <message>
        <source>Frames without a picture: {compact_numbers}.</source>
        <translation>Кадры без картинки: {compact_numbers}.</translation>
    </message>
    <message>
        <source>Frames {self} reach outside the source, {extent}.</source>
        <translation>Кадры {self} выходят за пределы источника, {extent}.</translation>
    </message>
    <message>
        <source>From the take on frame {frame} of {name}.</source>
        <translation>Из дубля кадра {frame} эпизода {name}.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>H.264 at the takes&apos; own size, AAC sound, captions as a file beside it</source>
        <translation>H.264 в размере дублей, звук AAC, титры файлом рядом</translation>
    </message>
    <message>
        <source>HDR ({hdr_transfers}, {primaries}) is tone-mapped to SDR bt709</source>
        <translation>HDR ({hdr_transfers}, {primaries}) переводится в SDR bt709</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>ошибка ввода-вывода</translation>
    </message>
    <message>
        <source>Invalid data found when processing input</source>
        <translation>данные файла не разобрать</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>это папка</translation>
    </message>
    <message>
        <source>It does not hold in {regions}.</source>
        <translation>Не действует здесь: {regions}.</translation>
    </message>
    <message>
        <source>Job {job_id} is running. Stop it first.</source>
        <translation>Задание {job_id} выполняется. Сначала остановите его.</translation>
    </message>
    <message>
        <source>Known here: {name}.</source>
        <translation>Здесь известны: {name}.</translation>
    </message>
    <message>
        <source>Left out: {message}</source>
        <translation>Пропущено: {message}</translation>
    </message>
    <message>
        <source>Line {line_num} of {path} is no CSV: {problem}.</source>
        <translation>Строка {line_num} в {path} – не CSV: {problem}.</translation>
    </message>
    <message>
        <source>Line {line} of {path} does not name a file and a frame&apos;s number ({file}, {frame}): write such as picture_50.png,50.</source>
        <translation>Строка {line} в {path} не называет файл и номер кадра ({file}, {frame}): пишите, например, picture_50.png,50.</translation>
    </message>
    <message>
        <source>Line {line} of {path} has {n_cells} column: write file,frame, such as picture_50.png,50.</source>
        <translation>В строке {line} файла {path} {n_cells} {n_cells?столбец|столбца|столбцов}: пишите file,frame, например picture_50.png,50.</translation>
    </message>
    <message>
        <source>Line {line} of {path} is not UTF-8: save the table as CSV in UTF-8.</source>
        <translation>Строка {line} в {path} не в UTF-8: сохраните таблицу как CSV в UTF-8.</translation>
    </message>
    <message>
        <source>Lip sync · {title}</source>
        <translation>Движение губ · {title}</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>More pictures than frames, left out</source>
        <translation>Картинок больше, чем кадров; пропущены</translation>
    </message>
    <message>
        <source>Named in {name} but not in the folder</source>
        <translation>Есть в {name}, но нет в папке</translation>
    </message>
    <message>
        <source>No ffmpeg was found: pip install imageio-ffmpeg, or set $STUDIO_FFMPEG to an ffmpeg program.</source>
        <translation>Программа ffmpeg не найдена: выполните pip install imageio-ffmpeg или укажите её в $STUDIO_FFMPEG.</translation>
    </message>
    <message>
        <source>No host is known here yet.</source>
        <translation>Здесь пока не известен ни один хост.</translation>
    </message>
    <message>
        <source>No number in the name, left out</source>
        <translation>Без номера в имени, пропущены</translation>
    </message>
    <message>
        <source>No reference picture has a face with a weight above 0, so there is no identity to carry over. Add a reference with a face, or give one more weight.</source>
        <translation>Ни у одного фото лица вес не больше 0, и переносить нечего. Добавьте фото с лицом или дайте одному больше веса.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>на диске нет места</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>нет такого файла или папки</translation>
    </message>
    <message>
        <source>No take can be judged: none of {takes} is scored yet. Run `studio score {episode}`.</source>
        <translation>Судить не о чем: ни у одного из {takes} {takes?дубля|дублей|дублей} ещё нет оценок. Выполните `studio score {episode}`.</translation>
    </message>
    <message>
        <source>No take can be judged: {labels} could not be measured on any of {takes}. Score with another analyzer (`studio score {episode} --analyzer NAME`), leave that threshold off, or accept frames by hand with `studio review {episode2} --accept {frames}`.</source>
        <translation>Судить не о чем: {labels} – не измерено ни у одного из {takes} {takes?дубля|дублей|дублей}. Оцените другим анализатором (`studio score {episode} --analyzer ИМЯ`), снимите этот порог или примите кадры вручную: `studio review {episode2} --accept {frames}`.</translation>
    </message>
    <message>
        <source>No take could be made; frame {number} was the first to fail: {message}</source>
        <translation>Ни один дубль не удалось сделать; первым не удался кадр {number}: {message}</translation>
    </message>
    <message>
        <source>No take is left: all of {takes} rejected by hand. Clear some with `studio review {episode} --clear {frames}`, or make others with `studio reroll {episode2}`.</source>
        <translation>Дублей не осталось: все отклонены вручную, всего {takes}. Снимите решение с части (`studio review {episode} --clear {frames}`) или сделайте новые: `studio reroll {episode2}`.</translation>
    </message>
    <message>
        <source>No take passes {names} together: of {takes}, {each}.</source>
        <translation>Ни один дубль не проходит все пороги сразу ({names}): из {takes} – {each}.</translation>
    </message>
    <message>
        <source>No take passes {names}: no face was found in any of {takes}.</source>
        <translation>Ни один дубль не проходит порог «{names}»: лица нет ни на одном из {takes}.</translation>
    </message>
    <message>
        <source>No take passes {names}: {best}.</source>
        <translation>Ни один дубль не проходит порог «{names}»: {best}.</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>это не папка</translation>
    </message>
    <message>
        <source>Not a frame of the episode in {name}</source>
        <translation>Не кадры эпизода в {name}</translation>
    </message>
    <message>
        <source>Not a frame of the episode, left out</source>
        <translation>Не кадры эпизода, пропущены</translation>
    </message>
    <message>
        <source>Not in {name}, left out</source>
        <translation>Нет в {name}, пропущены</translation>
    </message>
    <message>
        <source>Not one of the {n_sizes} pictures in {path} can be read: save them again.</source>
        <translation>В {path} не читается ни одна картинка из {n_sizes}: сохраните их заново.</translation>
    </message>
    <message>
        <source>Not the last number in the names is the frame&apos;s: {file} is frame {number}.</source>
        <translation>Номер кадра – не последнее число в именах: {file} – это кадр {number}.</translation>
    </message>
    <message>
        <source>Nothing in the sound can be measured (it stays below -70 LUFS, or lasts less than 0.4 s): it was left as it is. Record the voice louder, or unmute its track.</source>
        <translation>В звуке нечего измерить (он тише -70 LUFS или короче 0,4 с): он оставлен как есть. Запишите голос громче или включите звук его дорожки.</translation>
    </message>
    <message>
        <source>On {host} something else speaks before the studio can: mostly a login shell that prints a greeting. Let its start files, such as ~/.bashrc there, print nothing where nobody looks on (`case $- in *i*) ;; *) return;; esac`).</source>
        <translation>На {host} до студии говорит что-то другое: чаще всего оболочка входа, которая печатает приветствие. Пусть её файлы запуска, например ~/.bashrc там, ничего не печатают, когда никто не смотрит (`case $- in *i*) ;; *) return;; esac`).</translation>
    </message>
    <message>
        <source>Only one picture is picked: the loop stands still.</source>
        <translation>Выбрана только одна картинка: петля стоит на месте.</translation>
    </message>
    <message>
        <source>OpenCV (YuNet + SFace)</source>
        <translation>OpenCV (YuNet + SFace)</translation>
    </message>
    <message>
        <source>OpenCV (YuNet)</source>
        <translation>OpenCV (YuNet)</translation>
    </message>
    <message>
        <source>OpenCV (YuNet, no identity)</source>
        <translation>OpenCV (YuNet, без сходства)</translation>
    </message>
    <message>
        <source>OpenCV&apos;s face cascade {path} is missing. Install opencv-python 4.11 or later, below 5.</source>
        <translation>Нет каскада лиц OpenCV {path}. Установите opencv-python версии 4.11 или новее, но ниже 5.</translation>
    </message>
    <message>
        <source>OpenCV&apos;s face models failed on a picture. Run `studio doctor`, or choose another --analyzer.</source>
        <translation>Модели лиц OpenCV не справились с картинкой. Выполните `studio doctor` или выберите другой --analyzer.</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>действие не разрешено</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>PNG, JPEG, WebP, TIFF or BMP</source>
        <translation>PNG, JPEG, WebP, TIFF или BMP</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>нет доступа</translation>
    </message>
    <message>
        <source>Picture {number} of the video is {shape}x{shape2}, the first is {shape3}x{shape4}: a video has one size.</source>
        <translation>Картинка {number} видео – {shape}x{shape2}, а первая – {shape3}x{shape4}: у видео один размер.</translation>
    </message>
    <message>
        <source>Pictures of another size were cropped to {shape}x{shape2}: {n_fitted}.</source>
        <translation>Картинки другого размера обрезаны до {shape}x{shape2}: {n_fitted}.</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>диск только для чтения</translation>
    </message>
    <message>
        <source>Redraw image 1 with the same pose, framing and expression. The person is the one in image 2, with the same face and hair.</source>
        <translation>Перерисуй изображение 1 с той же позой, кадрировкой и выражением. Человек тот же, что на изображении 2, с тем же лицом и волосами.</translation>
    </message>
    <message>
        <source>SFace face recogniser</source>
        <translation>распознавание лиц SFace</translation>
    </message>
    <message>
        <source>Several pictures on one frame, all taken</source>
        <translation>Несколько картинок на один кадр, взяты все</translation>
    </message>
    <message>
        <source>Something failed that should not: {error}. The log has the details.</source>
        <translation>Случилась ошибка, которой быть не должно: {error}. Подробности – в журнале.</translation>
    </message>
    <message>
        <source>T5-XXL text encoder, single file</source>
        <translation>кодировщик текста T5-XXL одним файлом</translation>
    </message>
    <message>
        <source>Takes pass from face found &gt;= {n_own} on, the threshold of the analyzer {name}; --min-det sets another.</source>
        <translation>Дубли проходят при «лицо найдено» ≥ {n_own}: это порог анализатора {name}; другой задаёт --min-det.</translation>
    </message>
    <message>
        <source>The Content Credentials of {path} cannot be read: the file is damaged. Copy it again, or export it anew.</source>
        <translation>Content Credentials файла {path} не читаются: файл повреждён. Скопируйте его ещё раз или экспортируйте заново.</translation>
    </message>
    <message>
        <source>The PNG file {name} is cut off: make or copy it again.</source>
        <translation>Файл PNG {name} обрывается: создайте или скопируйте его заново.</translation>
    </message>
    <message>
        <source>The analyzer insightface needs {lacking}. Install with `pip install {lacking2}`, or choose another --analyzer.</source>
        <translation>Анализатору insightface нужно: {lacking}. Установите (`pip install {lacking2}`) или выберите другой --analyzer.</translation>
    </message>
    <message>
        <source>The analyzer opencv-zoo needs YuNet: {zoo_mend}</source>
        <translation>Анализатору opencv-zoo нужна модель YuNet: {zoo_mend}</translation>
    </message>
    <message>
        <source>The analyzer was asked to score before it was told of the identity.</source>
        <translation>Анализатор попросили оценить раньше, чем показали ему лицо.</translation>
    </message>
    <message>
        <source>The autoencoder in {folder} cannot be loaded. Check it with `studio weights verify {row}`.</source>
        <translation>Автокодировщик в {folder} не загружается. Проверьте его: `studio weights verify {row}`.</translation>
    </message>
    <message>
        <source>The cache of finished takes is not kept: {message}</source>
        <translation>Кэш готовых дублей не ведётся: {message}</translation>
    </message>
    <message>
        <source>The card&apos;s memory does not suffice for this size, also block by block. Close what else uses the card, or choose a smaller preset.</source>
        <translation>Памяти карты для этого размера не хватает, даже поблочно. Закройте то, что ещё занимает карту, или выберите пресет поменьше.</translation>
    </message>
    <message>
        <source>The card&apos;s memory ran out while {engine} was loaded. Close what else uses the card, or set ${memory_variable} to offload.</source>
        <translation>Память карты кончилась, пока загружался {engine}. Закройте то, что ещё занимает карту, или задайте ${memory_variable} = offload.</translation>
    </message>
    <message>
        <source>The card&apos;s memory ran out: going on in {label}.</source>
        <translation>Память карты кончилась, дальше – {label}.</translation>
    </message>
    <message>
        <source>The command ended well but wrote no picture to {out}.</source>
        <translation>Команда завершилась успешно, но картинки в {out} нет.</translation>
    </message>
    <message>
        <source>The command made a picture of {width} x {height} where {wanted} was asked for: pass {width2} and {height2} to it.</source>
        <translation>Команда сделала картинку {width} x {height} вместо {wanted}: передайте ей {width2} и {height2}.</translation>
    </message>
    <message>
        <source>The command names no script file, so an edited script is not noticed: old takes will stay.</source>
        <translation>В команде нет файла скрипта, поэтому правки скрипта не заметны: старые дубли останутся.</translation>
    </message>
    <message>
        <source>The command of the host {name} must be words in one line; see {where}.</source>
        <translation>Команда хоста {name} должна состоять из слов в одной строке; смотрите {where}.</translation>
    </message>
    <message>
        <source>The command {argv} cannot be run: check its path, and that it may be executed.</source>
        <translation>Команда {argv} не запускается: проверьте путь и право на запуск.</translation>
    </message>
    <message>
        <source>The command {argv} took longer than {n_timeout_s} s and was ended: raise the option timeout.</source>
        <translation>Команда {argv} работала дольше {n_timeout_s} с и была остановлена: увеличьте параметр timeout.</translation>
    </message>
    <message>
        <source>The command&apos;s folder {folder} does not exist: correct the option folder.</source>
        <translation>Папки команды {folder} нет: исправьте параметр folder.</translation>
    </message>
    <message>
        <source>The command&apos;s program {program} was not found: check its path.</source>
        <translation>Программа команды {program} не найдена: проверьте путь.</translation>
    </message>
    <message>
        <source>The command&apos;s timeout must be seconds from 0 (none) up, not {seconds}.</source>
        <translation>Параметр timeout команды – секунды от 0 (без предела), а не {seconds}.</translation>
    </message>
    <message>
        <source>The database of {name} is damaged. Open the episode once for writing (for example `studio generate`): the takes on disk are found again.</source>
        <translation>База эпизода {name} повреждена. Откройте эпизод один раз для записи (например, `studio generate`): дубли на диске найдутся снова.</translation>
    </message>
    <message>
        <source>The database of {name} was damaged ({reason}). It was set aside as {name2}; {adopted} takes were found again on the disk, and {decisions} decisions could be brought over. Scores are measured anew.</source>
        <translation>База эпизода {name} была повреждена ({reason}). Она отложена как {name2}; на диске {adopted?снова найден|снова найдены|снова найдено} {adopted} {adopted?дубль|дубля|дублей}, {decisions?перенесено|перенесены|перенесено} {decisions} {decisions?решение|решения|решений}. Оценки измеряются заново.</translation>
    </message>
    <message>
        <source>The default must be a preset of the library; import &quot;{name}&quot; first.</source>
        <translation>Основным может быть только пресет библиотеки; сначала импортируйте «{name}».</translation>
    </message>
    <message>
        <source>The default preset &quot;{chosen}&quot; is no longer in the library. Choose another default, or name a preset; there are {self}.</source>
        <translation>Основного пресета «{chosen}» в библиотеке больше нет. Выберите другой основной или назовите пресет; есть {self}.</translation>
    </message>
    <message>
        <source>The disk is full: {path} could not be written. Free some space and run the same command again.</source>
        <translation>Диск полон: записать {path} не удалось. Освободите место и повторите.</translation>
    </message>
    <message>
        <source>The download was stopped. What has come stays for the next time.</source>
        <translation>Загрузка остановлена. Что уже пришло, останется до следующего раза.</translation>
    </message>
    <message>
        <source>The draft engine reads no prompt and no guidance: it carries the face over and paints the frame anew.</source>
        <translation>Движок draft не читает промпт и guidance: он переносит лицо и рисует кадр заново.</translation>
    </message>
    <message>
        <source>The engine command has no option {option}. Known: {options}.</source>
        <translation>У движка command нет параметра {option}. Известны: {options}.</translation>
    </message>
    <message>
        <source>The engine command needs the option command in the preset, such as: command = &quot;python3 make.py {source} {identity} {out} --seed {seed}&quot;</source>
        <translation>Движку command нужен параметр command в пресете, например: command = &quot;python3 make.py {source} {identity} {out} --seed {seed}&quot;</translation>
    </message>
    <message>
        <source>The engine {engine} cannot run {where} ({why}): the takes are made by {fallback_engine}, in draft quality.</source>
        <translation>Движок {engine} {where} не работает ({why}): дубли делает {fallback_engine}, в черновом качестве.</translation>
    </message>
    <message>
        <source>The engine {engine} cannot run {where}: {why}. {mend}</source>
        <translation>Движок {engine} {where} не работает: {why}. {mend}</translation>
    </message>
    <message>
        <source>The engine {engine} has no option {name}. Known: {rules}.</source>
        <translation>У движка {engine} нет параметра {name}. Известны: {rules}.</translation>
    </message>
    <message>
        <source>The engine {name} cannot run here: {why}. {mend}</source>
        <translation>Движок {name} здесь не работает: {why}. {mend}</translation>
    </message>
    <message>
        <source>The face in {name} is blurred (sharpness {n_sharpness}, good from {n_least_sharpness}): use a sharper picture.</source>
        <translation>Лицо на {name} размыто (резкость {n_sharpness}, хорошо от {n_least_sharpness}): возьмите фото резче.</translation>
    </message>
    <message>
        <source>The face in {name} is only {n_width}x{n_height} pixels: use a picture in which it is at least {least_face} pixels high.</source>
        <translation>Лицо на {name} всего {n_width}x{n_height} пикселей: возьмите фото, где оно не ниже {least_face} пикселей.</translation>
    </message>
    <message>
        <source>The face models failed on a picture. Run `studio doctor`, or choose another --analyzer.</source>
        <translation>Модели лиц не справились с картинкой. Выполните `studio doctor` или выберите другой --analyzer.</translation>
    </message>
    <message>
        <source>The face pack {asked} has no .onnx file in {folder}. Give the folder that directly holds the models.</source>
        <translation>У набора лиц {asked} нет файла .onnx в {folder}. Укажите папку, в которой лежат сами модели.</translation>
    </message>
    <message>
        <source>The face pack {name} in {folder} is damaged or holds no face detector. Fetch it again, or give another one with --face-pack.</source>
        <translation>Набор лиц {name} в {folder} повреждён или без детектора лиц. Загрузите его заново или укажите другой (--face-pack).</translation>
    </message>
    <message>
        <source>The face recogniser {model} gives {found} numbers and PuLID needs {width}. Use glintr100.onnx of insightface&apos;s pack antelopev2.</source>
        <translation>Распознавание лиц {model} даёт {found} чисел, а PuLID нужно {width}. Возьмите glintr100.onnx из набора antelopev2 от insightface.</translation>
    </message>
    <message>
        <source>The file is MIT. It was trained on CelebAMask-HQ, whose agreement allows non-commercial research only and forbids commercial use of derived data; whether that reaches the results of a model is not settled.</source>
        <translation>Файл под лицензией MIT. Он обучен на CelebAMask-HQ, чьё соглашение разрешает только некоммерческие исследования и запрещает коммерческое применение производных данных; распространяется ли это на результаты модели, не решено.</translation>
    </message>
    <message>
        <source>The folder of your presets, {folder}, cannot be read. Change its permissions.</source>
        <translation>Папка ваших пресетов, {folder}, не читается. Измените права доступа.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be opened: {reason}.</source>
        <translation>Папка {folder} не открывается: {reason}.</translation>
    </message>
    <message>
        <source>The folder {path} holds no pictures (PNG, JPEG, WebP, TIFF, BMP, AVIF)</source>
        <translation>В папке {path} нет картинок (PNG, JPEG, WebP, TIFF, BMP, AVIF)</translation>
    </message>
    <message>
        <source>The frame range {part} runs backwards: write {last}-{first}.</source>
        <translation>Диапазон кадров {part} идёт назад: напишите {last}-{first}.</translation>
    </message>
    <message>
        <source>The frame range {shown} cannot be read: {example}.</source>
        <translation>Диапазон кадров {shown} не понят: {example}.</translation>
    </message>
    <message>
        <source>The head in {name} is turned about {how}: use a picture that looks to the camera, or add one that does.</source>
        <translation>Голова на {name} повёрнута примерно на {how}: возьмите фото со взглядом в камеру или добавьте такое.</translation>
    </message>
    <message>
        <source>The import was stopped. What was taken in before stays.</source>
        <translation>Приём остановлен. Что уже принято, останется.</translation>
    </message>
    <message>
        <source>The job queue is closed already.</source>
        <translation>Очередь заданий уже закрыта.</translation>
    </message>
    <message>
        <source>The job queue was damaged ({error}) and was set aside as {name}; finished takes are safe in their episodes.</source>
        <translation>Очередь заданий была повреждена ({error}) и отложена как {name}; готовые дубли целы в своих эпизодах.</translation>
    </message>
    <message>
        <source>The line to {host} does not last. Finished takes are kept here, and what {host2} had accepted it finishes and keeps there: the same command goes on from that when the line stands again.</source>
        <translation>Связь с {host} не держится. Готовые дубли сохранены здесь, а принятое {host2} доделает и сохранит у себя: когда связь восстановится, та же команда продолжит с этого места.</translation>
    </message>
    <message>
        <source>The line to {host} was lost ({said}).</source>
        <translation>Связь с {host} потеряна ({said}).</translation>
    </message>
    <message>
        <source>The lower face in {name} may be covered (a rule of thumb sees no mouth): use a picture without mask, hand or scarf.</source>
        <translation>Низ лица на {name}, возможно, закрыт (рот не виден, судя грубо): возьмите фото без маски, руки или шарфа.</translation>
    </message>
    <message>
        <source>The model may be run for non-commercial purposes only, which ends where any payment arises from its use. Its section 2(d) leaves outputs to you, for commercial purposes too, yet revenue-generating use of the model needs a licence from Black Forest Labs (https://bfl.ai). Outputs must be reviewed or filtered, must be disclosed as generated where the law says so, and may not train a competing model.</source>
        <translation>Запускать модель можно только в некоммерческих целях – до тех пор, пока её применение не приносит платы. По разделу 2(d) результаты принадлежат вам, в том числе для коммерческих целей, но применение модели ради дохода требует лицензии Black Forest Labs (https://bfl.ai). Результаты нужно просматривать или фильтровать, помечать как сгенерированные, где того требует закон, и нельзя обучать на них конкурирующую модель.</translation>
    </message>
    <message>
        <source>The models are for NON-COMMERCIAL RESEARCH ONLY. For commercial work ask insightface for a licence.</source>
        <translation>Модели – ТОЛЬКО ДЛЯ НЕКОММЕРЧЕСКИХ ИССЛЕДОВАНИЙ. Для коммерческой работы запросите лицензию у insightface.</translation>
    </message>
    <message>
        <source>The name {name}… is too long for this disk. Choose a shorter one.</source>
        <translation>Имя {name}… слишком длинное для этого диска. Выберите короче.</translation>
    </message>
    <message>
        <source>The preset &quot;{name}&quot; ({where}) cannot be used: {problems}.</source>
        <translation>Пресет «{name}» ({where}) непригоден: {problems}.</translation>
    </message>
    <message>
        <source>The preset &quot;{name}&quot; ({where}) is not valid TOML at {place}: {problem}. Correct that line.</source>
        <translation>Пресет «{name}» ({where}) – ошибка TOML, {place}: {problem}. Исправьте эту строку.</translation>
    </message>
    <message>
        <source>The preset &quot;{name}&quot; cannot be changed so: {problems}.</source>
        <translation>Так изменить пресет «{name}» нельзя: {problems}.</translation>
    </message>
    <message>
        <source>The preset &quot;{name}&quot; is not one of your own, so it stays as it is. Save it under a name of yours instead.</source>
        <translation>Пресет «{name}» не ваш, поэтому остаётся как есть. Сохраните его под своим именем.</translation>
    </message>
    <message>
        <source>The preset file {path} cannot be read: {reason}. Check the path.</source>
        <translation>Файл пресета {path} не читается: {reason}. Проверьте путь.</translation>
    </message>
    <message>
        <source>The preset file {path} is not UTF-8 text (line {line}). Save it as UTF-8.</source>
        <translation>Файл пресета {path} – не текст UTF-8 (строка {line}). Сохраните его в UTF-8.</translation>
    </message>
    <message>
        <source>The preset&apos;s command has a quote that is not closed.</source>
        <translation>В команде пресета не закрыта кавычка.</translation>
    </message>
    <message>
        <source>The preset&apos;s command has an unknown field {{name}}{hint}. Known: {known}.</source>
        <translation>В команде пресета неизвестное поле {{name}}{hint}. Известны: {known}.</translation>
    </message>
    <message>
        <source>The preset&apos;s command has no {out}, where its picture must go. Known: {known}.</source>
        <translation>В команде пресета нет {out}, куда писать картинку. Известны: {known}.</translation>
    </message>
    <message>
        <source>The preset&apos;s command is empty: write the program and its arguments there.</source>
        <translation>Команда пресета пуста: впишите программу и её аргументы.</translation>
    </message>
    <message>
        <source>The queue has no job {job_id}. `studio queue list` shows those it has.</source>
        <translation>В очереди нет задания {job_id}. Какие есть, покажет `studio queue list`.</translation>
    </message>
    <message>
        <source>The range to export lies behind the end of the voice: set in and out again.</source>
        <translation>Диапазон экспорта – за концом голоса: задайте вход и выход заново.</translation>
    </message>
    <message>
        <source>The range {frames} does not fit the new source, so all its frames are used. {message}</source>
        <translation>Диапазон {frames} не подходит новому источнику, поэтому взяты все его кадры. {message}</translation>
    </message>
    <message>
        <source>The reference picture {path} cannot be read: {error}.</source>
        <translation>Файл {path} (фото лица) не читается: {error}.</translation>
    </message>
    <message>
        <source>The reference picture {path} does not exist. Check the path.</source>
        <translation>Файла {path} (фото лица) нет. Проверьте путь.</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be read ({strerror}); defaults are used.</source>
        <translation>Файл настроек {path} не читается ({strerror}); взяты значения по умолчанию.</translation>
    </message>
    <message>
        <source>The settings file {path} gives {version} as its schema, which must be a whole number from 1; it is read as {config_version}.</source>
        <translation>В файле настроек {path} версия схемы – {version}, а должно быть целое число от 1; файл читается как версия {config_version}.</translation>
    </message>
    <message>
        <source>The settings file {path} is damaged ({reason})</source>
        <translation>Файл настроек {path} повреждён ({reason})</translation>
    </message>
    <message>
        <source>The settings file {path} was made by a newer version of the studio (schema {version}); what this version knows of it is used.</source>
        <translation>Файл настроек {path} создан более новой версией студии (схема {version}); взято то, что знает эта версия.</translation>
    </message>
    <message>
        <source>The sound file {path} lasts 0 seconds: record or export it again.</source>
        <translation>Звуковой файл {path} длится 0 секунд: запишите или экспортируйте его заново.</translation>
    </message>
    <message>
        <source>The sound of {path} is damaged: export it again.</source>
        <translation>Звук в {path} повреждён: экспортируйте файл заново.</translation>
    </message>
    <message>
        <source>The source has no frame {self}, {extent}.</source>
        <translation>В источнике нет кадра {self}, {extent}.</translation>
    </message>
    <message>
        <source>The source has no frame {shortened}.</source>
        <translation>В источнике нет кадра {shortened}.</translation>
    </message>
    <message>
        <source>The source has no frames, so frames {self} cannot be taken from it.</source>
        <translation>В источнике нет кадров, поэтому кадры {self} взять неоткуда.</translation>
    </message>
    <message>
        <source>The ssh configuration that {host} is reached with cannot be opened. `studio hosts add {host} {target} --ssh-config FILE` names another.</source>
        <translation>Не открывается конфигурация ssh, через которую доступен {host}. Другую назовёт `studio hosts add {host} {target} --ssh-config FILE`.</translation>
    </message>
    <message>
        <source>The step of the frame range {part} is 0: write 1 or more.</source>
        <translation>Шаг диапазона кадров {part} равен 0: напишите 1 или больше.</translation>
    </message>
    <message>
        <source>The studio could not be started on {host} with `{map}`: {last}. Install it there, or say where it is: `studio hosts add {host2} {target} --python /path/to/.venv/bin/python`.</source>
        <translation>Студия не запустилась на {host} командой `{map}`: {last}. Установите её там или скажите, где она: `studio hosts add {host2} {target} --python /path/to/.venv/bin/python`.</translation>
    </message>
    <message>
        <source>The studio on {host} is older than this one. Install the same version of the studio on both sides.</source>
        <translation>Студия на {host} старее этой. Установите на обеих сторонах одну и ту же версию студии.</translation>
    </message>
    <message>
        <source>The sweep of this job is not in the episode any more. Begin it anew.</source>
        <translation>Сравнения, для которого было это задание, в эпизоде больше нет. Начните его заново.</translation>
    </message>
    <message>
        <source>The take on frame {frame} was made elsewhere, and {unknown} of it are not known. Make a preset in Prepare instead.</source>
        <translation>Дубль кадра {frame} сделан в другой программе, и неизвестно: {unknown}. Создайте пресет в подготовке.</translation>
    </message>
    <message>
        <source>The timeline cannot be used: {why}.</source>
        <translation>Монтажный стол непригоден: {why}.</translation>
    </message>
    <message>
        <source>The timeline has no marker.</source>
        <translation>На монтажном столе нет метки.</translation>
    </message>
    <message>
        <source>The video cannot be put together: make the loop again.</source>
        <translation>Видео не собирается: сделайте петлю заново.</translation>
    </message>
    <message>
        <source>The video was not written whole: check the disk&apos;s space and run it again.</source>
        <translation>Видео записано не целиком: проверьте место на диске и повторите.</translation>
    </message>
    <message>
        <source>The voice is empty: it has no sound to fill. Record it again or choose another.</source>
        <translation>Голос пуст: звука в нём нет. Запишите его заново или выберите другой.</translation>
    </message>
    <message>
        <source>The voice is shorter than one frame: the video is one frame long.</source>
        <translation>Голос короче одного кадра: видео – один кадр.</translation>
    </message>
    <message>
        <source>The voice of {name} was not read yet. Run `studio import {folder} --voice FILE` again.</source>
        <translation>Голос эпизода {name} ещё не прочитан. Повторите `studio import {folder} --voice ФАЙЛ`.</translation>
    </message>
    <message>
        <source>The voice {voice} is empty: record it again or choose another file.</source>
        <translation>Голос {voice} пуст: запишите его заново или выберите другой файл.</translation>
    </message>
    <message>
        <source>The voice {voice} lasts {n_duration_s} s and the video {n_duration_s2} s: make the loop again for this voice.</source>
        <translation>Голос {voice} длится {n_duration_s} с, а видео {n_duration_s2} с: сделайте петлю заново для этого голоса.</translation>
    </message>
    <message>
        <source>The voice&apos;s track cannot be removed: mute it instead, or choose another voice.</source>
        <translation>Дорожку голоса убрать нельзя: заглушите её или выберите другой голос.</translation>
    </message>
    <message>
        <source>The waveform summary {path} cannot be read: delete it, it will be made again.</source>
        <translation>Сводка волны {path} не читается: удалите её, она будет сделана заново.</translation>
    </message>
    <message>
        <source>name {name}</source>
        <translation>имя {name}</translation>
    </message>
    <message>
        <source>preset {name}</source>
        <translation>пресет {name}</translation>
    </message>
    <message>
        <source>remove a marker at {value}</source>
        <translation>убрать метку: {value}</translation>
    </message>
    <message>
        <source>switch off the threshold of {score}</source>
        <translation>выключить порог: {score}</translation>
    </message>
    <message>
        <source>threshold of {score} {n_limit}</source>
        <translation>порог: {score} {n_limit}</translation>
    </message>
    <message>
        <source>to {track}</source>
        <translation>на дорожку: {track}</translation>
    </message>
    <message>
        <source>{folder} is a file, or lies in one, where the folder of the published episode would go: choose another folder to publish to.</source>
        <translation>{folder} — это файл или лежит в файле, а там должна быть папка опубликованного эпизода: выберите другую папку для публикации.</translation>
    </message>
    <message>
        <source>{frames} after {n} more takes</source>
        <translation>{frames} и после ещё {n} {n?дубля|дублей|дублей}</translation>
    </message>
    <message>
        <source>{n_size} MB are free again: {files} results of stages that nothing uses any more were removed.</source>
        <translation>Снова свободно {n_size} МБ: удалены результаты этапов, которые больше ни для чего не нужны ({files}).</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} с</translation>
    </message>
    <message>
        <source>{path} cannot be looked into ({strerror}): change its permissions, or choose another folder to publish to.</source>
        <translation>{path} нельзя прочитать ({strerror}): измените права доступа или выберите другую папку для публикации.</translation>
    </message>
    <message>
        <source>{source} could not be signed: export again, or without Content Credentials (--no-marks).</source>
        <translation>{source} не удалось подписать: экспортируйте ещё раз или без Content Credentials (--no-marks).</translation>
    </message>
    <message>
        <source>{title} draws the captions into the picture, but letters such as {named} have to be joined or run from right to left, which needs the library FriBiDi, and it is not here. Install it (Debian: `apt-get install libfribidi0`), or {otherwise}.</source>
        <translation>{title} рисует титры в картинку, но буквы вроде {named} должны соединяться или идти справа налево, а для этого нужна библиотека FriBiDi, которой здесь нет. Установите её (Debian: `apt-get install libfribidi0`), или {otherwise}.</translation>
    </message>
    <message>
        <source>{title} draws the captions into the picture, but the font {font_name} has no letters for {named}. Choose a font file that has them (`--caption-font FILE`), or {otherwise}.</source>
        <translation>{title} рисует титры в картинку, но в шрифте {font_name} нет букв {named}. Выберите файл шрифта, в котором они есть (`--caption-font FILE`), или {otherwise}.</translation>
    </message>
    <message>
        <source>{title} works at 25 frames a second and the loop has {n_fps}: its pictures were shown to it at 25, and the result is shown at the loop&apos;s rate by the nearest frames. A loop at 25 keeps every frame.</source>
        <translation>{title} работает на 25 кадрах в секунду, а у петли {n_fps}: её картинки показаны ему на 25, а результат показан с частотой петли по ближайшим кадрам. Петля на 25 сохраняет каждый кадр.</translation>
    </message>
    <message>
        <source>The face parser is not here, so each reference is cut out by an ellipse around its face instead of along its outline: likeness may suffer. Run `studio weights fetch face-parser`.</source>
        <translation>Разметчика лиц здесь нет, поэтому каждый образец вырезается эллипсом вокруг лица, а не по его контуру: сходство может пострадать. Выполните `studio weights fetch face-parser`.</translation>
    </message>
    <message>
        <source>&quot;{twice}&quot; is named twice in the sweep: give one of them another name.</source>
        <translation>«{twice}» названо в сравнении дважды: дайте одному другое имя.</translation>
    </message>
    <message>
        <source>${encoder_variable} is {wanted}; it must be one of {words}.</source>
        <translation>${encoder_variable} содержит {wanted}, а должно быть одно из: {words}.</translation>
    </message>
    <message>
        <source>--import {label} cannot be read: write NAME=FOLDER.</source>
        <translation>--import {label} не читается: напишите ИМЯ=ПАПКА.</translation>
    </message>
    <message>
        <source>--vary {name} cannot be read: write steps=8,12,20.</source>
        <translation>--vary {name} не читается: напишите, например, steps=8,12,20.</translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>от -1 до 1</translation>
    </message>
    <message>
        <source>1080x1920 for phones: cropped around the face, or on a blurred ground</source>
        <translation>1080x1920 для телефонов: обрезано вокруг лица или на размытом фоне</translation>
    </message>
    <message>
        <source>A LoRA cannot be added to weights in NVFP4: set the option precision to fp8 or bf16 in the preset, or take the option lora out.</source>
        <translation>К весам в NVFP4 нельзя добавить LoRA: задайте в пресете параметр precision со значением fp8 или bf16 либо уберите параметр lora.</translation>
    </message>
    <message>
        <source>A sweep compares at least two: name more presets, vary a setting, or bring in pictures.</source>
        <translation>Сравнивать нужно хотя бы два: назовите ещё пресеты, меняйте настройку или добавьте картинки.</translation>
    </message>
    <message>
        <source>A sweep on {int} frames was asked for, and the episode&apos;s range has {n_numbers}. Name fewer, or widen the range.</source>
        <translation>Для сравнения запрошено кадров: {int}, а в диапазоне эпизода их {n_numbers}. Назовите меньше или расширьте диапазон.</translation>
    </message>
    <message>
        <source>A take could not be measured, {name} of frame {frame}: {message}</source>
        <translation>Один дубль измерить не удалось, {name} кадра {frame}: {message}</translation>
    </message>
    <message>
        <source>A visible credit says it too.</source>
        <translation>Об этом говорит и видимая надпись.</translation>
    </message>
    <message>
        <source>Accept #{frame}</source>
        <translation>Принять #{frame}</translation>
    </message>
    <message>
        <source>Add {file}</source>
        <translation>Добавить {file}</translation>
    </message>
    <message>
        <source>C2PA does not take keys such as {path}: use one on the curve P-256, P-384 or P-521, Ed25519, or RSA of 2048 bits or more.</source>
        <translation>C2PA не принимает таких ключей, как {path}: возьмите ключ на кривой P-256, P-384 или P-521, Ed25519 или RSA от 2048 бит.</translation>
    </message>
    <message>
        <source>Captions from the voice need a speech recogniser, and none is installed: run `pip install faster-whisper` where the studio is installed, then try again.</source>
        <translation>Для титров по голосу нужен распознаватель речи, а он не установлен: выполните `pip install faster-whisper` там, где установлена студия, и попробуйте снова.</translation>
    </message>
    <message>
        <source>Captions from {file}</source>
        <translation>Титры из {file}</translation>
    </message>
    <message>
        <source>Change a caption&apos;s time</source>
        <translation>Изменить время титра</translation>
    </message>
    <message>
        <source>Commercial use is allowed within its territory, where fewer than 100 million people a month use the products. Neither the model nor what it made may be used or shown outside the territory.</source>
        <translation>Коммерческое применение разрешено на её территории, если продуктами пользуются меньше 100 миллионов человек в месяц. Вне территории нельзя ни применять, ни показывать ни модель, ни сделанное ею.</translation>
    </message>
    <message>
        <source>Commercial use is allowed within the use restrictions of its attachment A: among others, no deceiving of others by media that are not disclosed as machine-made, and nothing that harms or defames a person.</source>
        <translation>Коммерческое применение разрешено в рамках ограничений из приложения A: в числе прочего нельзя обманывать других созданным машиной без указания на это, нельзя вредить человеку и порочить его.</translation>
    </message>
    <message>
        <source>Deflicker</source>
        <translation>Убрать мерцание</translation>
    </message>
    <message>
        <source>Direction of the loop</source>
        <translation>Направление петли</translation>
    </message>
    <message>
        <source>Engines need a folder to work in whose path has no spaces, and {usual} has some: set the variable TMPDIR (on Windows TEMP) to another one.</source>
        <translation>Движкам нужна рабочая папка, в пути которой нет пробелов, а в {usual} они есть: укажите другую в переменной TMPDIR (в Windows – TEMP).</translation>
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
        <source>Foley · draft</source>
        <translation>Шумы · черновик</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Кадров в секунду</translation>
    </message>
    <message>
        <source>Frames without a face, whose mouth does not move: {without_face} of {frames}.</source>
        <translation>Кадров без лица, в которых рот не движется: {without_face} из {frames}.</translation>
    </message>
    <message>
        <source>Frames without a pick</source>
        <translation>Кадры без выбора</translation>
    </message>
    <message>
        <source>Gain of a clip</source>
        <translation>Усиление клипа</translation>
    </message>
    <message>
        <source>Gain of a track</source>
        <translation>Усиление дорожки</translation>
    </message>
    <message>
        <source>Gain of {sound}</source>
        <translation>Усиление: {sound}</translation>
    </message>
    <message>
        <source>Gaps of more than {longest_between} frames are too long for pictures between: {long} frames show the pick before them. Re-roll some of these frames to close them.</source>
        <translation>Пропуски длиннее {longest_between} кадров слишком велики для промежуточных картинок: {long} кадров показывают предыдущий выбранный. Переделайте часть этих кадров, чтобы закрыть пропуски.</translation>
    </message>
    <message>
        <source>Hold at turns</source>
        <translation>Пауза на повороте</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Kind of a track</source>
        <translation>Вид дорожки</translation>
    </message>
    <message>
        <source>Lip sync · draft</source>
        <translation>Движение губ · черновик</translation>
    </message>
    <message>
        <source>Marked as generated in IPTC and XMP only: Content Credentials are off.{credit}</source>
        <translation>Отмечено как созданное ИИ только в IPTC и XMP: Content Credentials выключены.{credit}</translation>
    </message>
    <message>
        <source>Marked as generated: Content Credentials (self-signed: shown as untrusted), IPTC and XMP.{credit}</source>
        <translation>Отмечено как созданное ИИ: Content Credentials (самоподписанные: показываются без доверия), IPTC и XMP.{credit}</translation>
    </message>
    <message>
        <source>Marked as generated: Content Credentials signed with {name}, IPTC and XMP.{credit}</source>
        <translation>Отмечено как созданное ИИ: Content Credentials с подписью {name}, IPTC и XMP.{credit}</translation>
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
        <source>May I sell this? No: the licence of {names} does not allow it.</source>
        <translation>Можно продавать? Нет: не разрешает лицензия {names}.</translation>
    </message>
    <message>
        <source>May I sell this? Not settled: the studio does not know the terms of {names}.</source>
        <translation>Можно продавать? Не решено: студия не знает условий {names}.</translation>
    </message>
    <message>
        <source>May I sell this? Yes, as far as the licences of the models go.</source>
        <translation>Можно продавать? Да, насколько это зависит от лицензий моделей.</translation>
    </message>
    <message>
        <source>Move caption</source>
        <translation>Сдвинуть титр</translation>
    </message>
    <message>
        <source>Move clip</source>
        <translation>Сдвинуть клип</translation>
    </message>
    <message>
        <source>Move clip to another track</source>
        <translation>Перенести клип на другую дорожку</translation>
    </message>
    <message>
        <source>Mute {sound}</source>
        <translation>Без звука: {sound}</translation>
    </message>
    <message>
        <source>NVFP4 needs a transformer of FLUX.1-dev exported for nunchaku_lite: name its folder in ${nvfp4_variable}, {instead}.</source>
        <translation>Для NVFP4 нужен трансформер FLUX.1-dev, экспортированный для nunchaku_lite: укажите его папку в ${nvfp4_variable} {instead}.</translation>
    </message>
    <message>
        <source>NVFP4 needs the package kernels: pip install kernels, {instead}.</source>
        <translation>Для NVFP4 нужен пакет kernels: выполните pip install kernels {instead}.</translation>
    </message>
    <message>
        <source>NVFP4 runs kernels that diffusers fetches from the Hub (rootonchair/nunchaku-lite-kernels): set ${consent}=true if you trust them, {instead}.</source>
        <translation>NVFP4 запускает ядра, которые diffusers загружает с Hub (rootonchair/nunchaku-lite-kernels): если вы им доверяете, задайте ${consent}=true {instead}.</translation>
    </message>
    <message>
        <source>Neither in nor out</source>
        <translation>Без входа и выхода</translation>
    </message>
    <message>
        <source>No card of this machine has an encoder that works, so x264 encodes.</source>
        <translation>Ни у одной видеокарты этой машины нет работающего кодировщика, поэтому кодирует x264.</translation>
    </message>
    <message>
        <source>No clear motion leads over {n_refused} of the gaps, so the pick before each stands for its frames: the takes around it differ too much.</source>
        <translation>Через {n_refused} пропусков не ведёт ясное движение, поэтому их кадры показывают предыдущий выбранный: соседние дубли слишком различны.</translation>
    </message>
    <message>
        <source>No face was found in the references of {name}: there is nothing to compare with.</source>
        <translation>На фото лица эпизода {name} лиц не найдено: сравнивать не с чем.</translation>
    </message>
    <message>
        <source>No faces of other people are at hand: no other episode was scored on this machine, and no folder was named. Name one with `studio strangers add FOLDER`.</source>
        <translation>Лиц других людей под рукой нет: на этом компьютере не оценён ни один другой эпизод и не названа ни одна папка. Назовите её: `studio strangers add ПАПКА`.</translation>
    </message>
    <message>
        <source>No model for the speech recogniser is on this machine: fetch one, such as {page}, into a folder of {models_folder}, or name its folder with --model.</source>
        <translation>На этом компьютере нет модели для распознавателя речи: скачайте её, например {page}, в папку внутри {models_folder} или укажите её папку через --model.</translation>
    </message>
    <message>
        <source>No take of the sweep could be made; frame {number} with {label} was the first to fail: {message}</source>
        <translation>Ни один дубль сравнения не удалось сделать; первым не удался кадр {number} с {label}: {message}</translation>
    </message>
    <message>
        <source>No target is named: write one or several, such as web,archive.</source>
        <translation>Цель не названа: напишите одну или несколько, например web,archive.</translation>
    </message>
    <message>
        <source>No upscaler&apos;s weights are chosen, so Lanczos scaled the picture up to a short side of {large_short_side}: that makes it larger, not finer.</source>
        <translation>Веса увеличителя не выбраны, поэтому картинку до короткой стороны {large_short_side} увеличил Ланцош: она стала больше, но не подробнее.</translation>
    </message>
    <message>
        <source>No word was heard in the voice: check that it speaks, or name its language with --language.</source>
        <translation>В голосе не услышано ни одного слова: проверьте, есть ли в нём речь, или укажите язык через --language.</translation>
    </message>
    <message>
        <source>Of {frames} frames of {video} at {fps} a second, {frames2} at {fps2} were written: run it again, and see the log if it stays so.</source>
        <translation>Из {frames} кадров {video} ({fps} в секунду) записано {frames2} ({fps2} в секунду): запустите ещё раз, а если повторится, посмотрите журнал.</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Perceptual distance is not measured: its weights are here, but torch is not. Run `pip install torch safetensors`, or take the weights away.</source>
        <translation>Перцептивное расстояние не измеряется: веса здесь, а torch нет. Выполните `pip install torch safetensors` или уберите веса.</translation>
    </message>
    <message>
        <source>Perceptual distance is not measured: {weights} does not hold the tensors of LPIPS with AlexNet. Make it from the published files as the README says.</source>
        <translation>Перцептивное расстояние не измеряется: в {weights} не те тензоры, что у LPIPS с AlexNet. Сделайте файл из опубликованных, как сказано в README.</translation>
    </message>
    <message>
        <source>Perceptual distance is not measured: {weights} is damaged or no safetensors file. Make it again.</source>
        <translation>Перцептивное расстояние не измеряется: {weights} повреждён или это не файл safetensors. Сделайте его заново.</translation>
    </message>
    <message>
        <source>Picture · {title}</source>
        <translation>Картинка · {title}</translation>
    </message>
    <message>
        <source>Reject #{frame}</source>
        <translation>Отклонить #{frame}</translation>
    </message>
    <message>
        <source>Remove a caption</source>
        <translation>Убрать титр</translation>
    </message>
    <message>
        <source>Remove a clip</source>
        <translation>Убрать клип</translation>
    </message>
    <message>
        <source>Remove a track</source>
        <translation>Убрать дорожку</translation>
    </message>
    <message>
        <source>Scaled up to a short side of 1080, encoded nearly without loss, sound at the highest rate</source>
        <translation>Увеличено до короткой стороны 1080, закодировано почти без потерь, звук с наибольшим битрейтом</translation>
    </message>
    <message>
        <source>Solo of {sound} off</source>
        <translation>Снять соло: {sound}</translation>
    </message>
    <message>
        <source>Solo {sound}</source>
        <translation>Соло: {sound}</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Разрез</translation>
    </message>
    <message>
        <source>Start of the loop</source>
        <translation>Начало петли</translation>
    </message>
    <message>
        <source>Sweep {id} compares on {frames_text}, which the source of this episode does not have any more. Begin another sweep on the frames that there are.</source>
        <translation>Сравнение {id} идёт по таким кадрам: {frames_text}. В источнике этого выпуска их больше нет. Начните другое сравнение по тем кадрам, что есть.</translation>
    </message>
    <message>
        <source>Tencent Hunyuan Community License</source>
        <translation>лицензия Tencent Hunyuan Community License</translation>
    </message>
    <message>
        <source>The Python {python} was not found, or may not be executed: give its whole path, such as /opt/conda/envs/latentsync/bin/python.</source>
        <translation>Python {python} не найден или не разрешён к запуску: укажите полный путь, например /opt/conda/envs/latentsync/bin/python.</translation>
    </message>
    <message>
        <source>The analyzer {name} cannot compare faces. Score the takes with one that can: `studio models list` says what is missing.</source>
        <translation>Анализатор {name} не сравнивает лица. Оцените дубли тем, который умеет: чего не хватает, скажет `studio models list`.</translation>
    </message>
    <message>
        <source>The certificate in {certificate} is damaged, or for a kind of key that is not known here: copy it again, or choose another.</source>
        <translation>Сертификат в {certificate} повреждён или рассчитан на вид ключа, который здесь неизвестен: скопируйте его заново или выберите другой.</translation>
    </message>
    <message>
        <source>The certificate of {name} is not one that C2PA signs with: it must allow digital signatures and e-mail protection or document signing.</source>
        <translation>Сертификатом {name} C2PA не подписывает: он должен разрешать цифровую подпись и защиту почты или подпись документов.</translation>
    </message>
    <message>
        <source>The certificate {path} expired on {n_not_valid_after_utc}: ask its issuer for a new one.</source>
        <translation>Срок сертификата {path} истёк {n_not_valid_after_utc}: запросите новый у того, кто его выдал.</translation>
    </message>
    <message>
        <source>The certificate {path} is valid from {starts} on: wait until then, or check this computer&apos;s clock.</source>
        <translation>Сертификат {path} действует с {starts}: подождите или проверьте часы этого компьютера.</translation>
    </message>
    <message>
        <source>The command {argv} failed ({how_ended}): {last_lines}</source>
        <translation>Команда {argv} не удалась ({how_ended}): {last_lines}</translation>
    </message>
    <message>
        <source>The database of {name} is damaged. Close the episode in the window and run `studio score {folder}`: the takes on disk are found again.</source>
        <translation>База данных {name} повреждена. Закройте эпизод в окне и выполните `studio score {folder}`: дубли на диске найдутся снова.</translation>
    </message>
    <message>
        <source>The database of {name} was gone. {adopted} takes were found again on the disk; decisions were lost with it. Scores are measured anew.</source>
        <translation>База данных {name} пропала. На диске снова найдено дублей: {adopted}; решения пропали вместе с ней. Оценки измеряются заново.</translation>
    </message>
    <message>
        <source>The disk is full: {title} could not write its result. Free some space and run the same command again.</source>
        <translation>Диск заполнен: {title} не смог записать результат. Освободите место и выполните ту же команду ещё раз.</translation>
    </message>
    <message>
        <source>The encoder {wanted} does not work on this machine, so x264 encodes.</source>
        <translation>Кодировщик {wanted} на этой машине не работает, поэтому кодирует x264.</translation>
    </message>
    <message>
        <source>The engine {name} was asked for a picture before it was loaded.</source>
        <translation>У движка {name} попросили картинку раньше, чем он загрузился.</translation>
    </message>
    <message>
        <source>The engine {name} was not added. `studio engines add NAME --path DIR --python EXE` adds one of {fits}.</source>
        <translation>Движок {name} не добавлен. Из {fits} любой добавит `studio engines add ИМЯ --path ПАПКА --python ПРОГРАММА`.</translation>
    </message>
    <message>
        <source>The face parser {model} is not there. Run `studio weights fetch face-parser`.</source>
        <translation>Разметчика лиц {model} нет. Выполните `studio weights fetch face-parser`.</translation>
    </message>
    <message>
        <source>The face recogniser {model} is not there. Run `studio weights fetch antelopev2`, or put that pack of insightface in its place.</source>
        <translation>Распознавателя лиц {model} нет. Выполните `studio weights fetch antelopev2` или положите этот набор insightface на его место.</translation>
    </message>
    <message>
        <source>The first certificate in {path} is an issuer&apos;s or signs itself, which C2PA does not take: put the signer&apos;s certificate first, those above it after.</source>
        <translation>Первый сертификат в {path} – издателя или самоподписанный, C2PA такой не принимает: поставьте первым сертификат подписавшего, а за ним те, что выше.</translation>
    </message>
    <message>
        <source>The key {key_path} does not belong to the first certificate in {certificate_path}: choose the two that were made together.</source>
        <translation>Ключ {key_path} не подходит к первому сертификату в {certificate_path}: выберите те два, что сделаны вместе.</translation>
    </message>
    <message>
        <source>The key {path} is locked with a password: save one without (openssl pkcs8 -topk8 -nocrypt) in a place that only you can read.</source>
        <translation>Ключ {path} закрыт паролем: сохраните его без пароля (openssl pkcs8 -topk8 -nocrypt) там, где читаете только вы.</translation>
    </message>
    <message>
        <source>The loudness of {n_facts} LUFS was not reached: the sound is too quiet or too uneven for it. Record the voice louder, or choose a lower loudness.</source>
        <translation>Громкость {n_facts} LUFS не достигнута: звук для неё слишком тихий или слишком неровный. Запишите голос громче или выберите меньшую громкость.</translation>
    </message>
    <message>
        <source>The model in {model} does not know the language {language}: give a code such as en or ru, or leave it out.</source>
        <translation>Модель в {model} не знает языка {language}: укажите код, например en или ru, или не указывайте его.</translation>
    </message>
    <message>
        <source>The name {path} is not UTF-8 text: rename that file or folder.</source>
        <translation>Имя {path} — не текст в UTF-8: переименуйте этот файл или папку.</translation>
    </message>
    <message>
        <source>The option {name} of the engine {engine} must be {wanted}, not {value}.</source>
        <translation>Параметр {name} движка {engine}: нужно {wanted}, а задано {value}.</translation>
    </message>
    <message>
        <source>The picture has a short side of {min} already, so {title} keeps its size.</source>
        <translation>Короткая сторона картинки уже {min}, поэтому {title} сохраняет её размер.</translation>
    </message>
    <message>
        <source>The presets need different engines, which are not loaded side by side: only within each of these groups the order is interleaved: {names}.</source>
        <translation>Пресетам нужны разные движки, а они не загружаются вместе: порядок чередуется только внутри каждой из этих групп: {names}.</translation>
    </message>
    <message>
        <source>The sound was at {n_facts} LUFS and is at {n_facts2} LUFS now, true peak {n_facts3} dBTP: gain {n_facts4} dB, peaks lowered by up to {n_facts5} dB.</source>
        <translation>Громкость звука была {n_facts} LUFS, теперь {n_facts2} LUFS, истинный пик {n_facts3} dBTP: усиление {n_facts4} дБ, пики понижены не более чем на {n_facts5} дБ.</translation>
    </message>
    <message>
        <source>The speech recogniser failed: {error}. Try --device cpu, or another model with --model.</source>
        <translation>Распознаватель речи не справился: {error}. Попробуйте --device cpu или другую модель через --model.</translation>
    </message>
    <message>
        <source>The stage {name} is out of date: export first, then look at its result.</source>
        <translation>Этап {name} устарел: сначала экспортируйте, потом смотрите его результат.</translation>
    </message>
    <message>
        <source>The step cache left out {left_out} of {steps} steps of the first take.</source>
        <translation>Кэш шагов пропустил в первом дубле шагов: {left_out} из {steps}.</translation>
    </message>
    <message>
        <source>The studio knows no engine {name}. Known: {engines}.</source>
        <translation>Студия не знает движка {name}. Известны: {engines}.</translation>
    </message>
    <message>
        <source>The studio&apos;s own certificate {path} cannot be used any more: delete it, and a new one is made.</source>
        <translation>Собственный сертификат студии {path} больше не годится: удалите его, и будет сделан новый.</translation>
    </message>
    <message>
        <source>The takes were scored by {scorer}, and {label} would look at the strangers. Score the takes with it first, so that the numbers can be compared.</source>
        <translation>Дубли оценивал {scorer}, а на чужие лица смотрел бы {label}. Сначала оцените дубли им же, чтобы числа можно было сравнивать.</translation>
    </message>
    <message>
        <source>The text encoders in {folder} cannot be loaded. Check them with `studio weights verify {row}`.</source>
        <translation>Кодировщики текста в {folder} не загружаются. Проверьте их: `studio weights verify {row}`.</translation>
    </message>
    <message>
        <source>The turns cannot be held for {hold} frames: use 0 to {most_hold}.</source>
        <translation>Развороты нельзя держать {hold} кадров: укажите от 0 до {most_hold}.</translation>
    </message>
    <message>
        <source>The upscaler {architecture} ran out of GPU memory: close what else uses the card, or choose a smaller network.</source>
        <translation>Увеличивающей сети {architecture} не хватило памяти видеокарты: закройте то, что ещё её занимает, или выберите сеть поменьше.</translation>
    </message>
    <message>
        <source>The weights are for non-commercial use only; the code is MIT. Its authors do not vouch for the licences of the sounds it was trained on.</source>
        <translation>Веса – только для некоммерческого применения; код под MIT. За лицензии звуков, на которых он обучен, авторы не ручаются.</translation>
    </message>
    <message>
        <source>The weights {path} are not there. `studio weights list` says how to get them.</source>
        <translation>Весов {path} нет. `studio weights list` подскажет, как их получить.</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>Вся запись</translation>
    </message>
    <message>
        <source>The window&apos;s layout could not be read ({why}); it was set aside as {name}.</source>
        <translation>Раскладка окна не читается ({why}); она отложена как {name}.</translation>
    </message>
    <message>
        <source>The window&apos;s layout in {path} cannot be read ({why}); the usual one is shown.</source>
        <translation>Раскладка окна в {path} не читается ({why}); показана обычная.</translation>
    </message>
    <message>
        <source>The worker failed without a word.</source>
        <translation>Рабочий процесс отказал без объяснения.</translation>
    </message>
    <message>
        <source>The worker was not sent the reference pictures {missing}.</source>
        <translation>Рабочему процессу не передали фото лица: {missing}.</translation>
    </message>
    <message>
        <source>The worker {name} could not be started: {strerror}. Check that {argv} exists and may be run.</source>
        <translation>Рабочий процесс {name} не запускается: {strerror}. Проверьте, что {argv} есть и что его можно запускать.</translation>
    </message>
    <message>
        <source>The worker {name} could not read what it was sent.</source>
        <translation>Рабочий процесс {name} не смог прочитать, что ему прислали.</translation>
    </message>
    <message>
        <source>The worker {name} ended: {why_ended}.</source>
        <translation>Рабочий процесс {name} завершился: {why_ended}.</translation>
    </message>
    <message>
        <source>The worker {name} is studio {get} and speaks protocol {get2}; this is studio {version} with protocol {protocol_version}. Install the same version of the studio on both sides.</source>
        <translation>Рабочий процесс {name} – студия {get} с протоколом {get2}, а здесь студия {version} с протоколом {protocol_version}. Установите одну версию студии на обеих сторонах.</translation>
    </message>
    <message>
        <source>The {what} file {name} cannot be opened: {reason}.</source>
        <translation>Файл {name} ({what}) не открывается: {reason}.</translation>
    </message>
    <message>
        <source>The {what} file {name} is empty (0 bytes): copy or record it again.</source>
        <translation>Файл {name} ({what}) пуст (0 байт): скопируйте или запишите его заново.</translation>
    </message>
    <message>
        <source>The {what} file {path} is cut off, its index (moov) is missing: copy or export it again.</source>
        <translation>Файл {path} ({what}) обрывается, его индекса (moov) нет: скопируйте или экспортируйте его заново.</translation>
    </message>
    <message>
        <source>The {what} file {path} is damaged: copy or make it again.</source>
        <translation>Файл {path} ({what}) повреждён: скопируйте или создайте его заново.</translation>
    </message>
    <message>
        <source>The {what} {path} cannot be read: {error}.</source>
        <translation>Файл {path} ({what}) не читается: {error}.</translation>
    </message>
    <message>
        <source>The {what} {path} cannot be read: {strerror}. Check the path.</source>
        <translation>Не читается {what} {path}: {strerror}. Проверьте путь.</translation>
    </message>
    <message>
        <source>The {what} {path} does not exist. Check the path.</source>
        <translation>Файла {path} ({what}) нет. Проверьте путь.</translation>
    </message>
    <message>
        <source>The {what} {path} is neither a file nor a folder. Check the path.</source>
        <translation>{path} ({what}) — ни файл, ни папка. Проверьте путь.</translation>
    </message>
    <message>
        <source>There are no takes yet. Make some with `studio generate {episode}`.</source>
        <translation>Дублей ещё нет. Сделайте их: `studio generate {episode}`.</translation>
    </message>
    <message>
        <source>There are no weights called {name}. `studio weights list` names them all: {catalog}.</source>
        <translation>Весов с именем {name} нет. Все имена покажет `studio weights list`: {catalog}.</translation>
    </message>
    <message>
        <source>There is no analyzer {name}. Choose one of {get_args}.</source>
        <translation>Анализатора {name} нет. Выберите из этих: {get_args}.</translation>
    </message>
    <message>
        <source>There is no computer of the name in {target}, by which {host} is reached. Check it, and the network; `studio hosts add {host} SSH-TARGET` changes it.</source>
        <translation>Нет компьютера с именем из {target}, по которому доступен {host}. Проверьте его и сеть; изменит его `studio hosts add {host} SSH-TARGET`.</translation>
    </message>
    <message>
        <source>There is no engine {name}. Choose one of {names}.</source>
        <translation>Движка {name} нет. Выберите из этих: {names}.</translation>
    </message>
    <message>
        <source>There is no face pack {asked}. Give the folder that holds its .onnx files, or put that folder into {places}.</source>
        <translation>Набора лиц {asked} нет. Укажите папку с его файлами .onnx или положите её сюда: {places}.</translation>
    </message>
    <message>
        <source>There is no file {path}: choose the captions&apos; font again, or none.</source>
        <translation>Нет файла {path}: выберите шрифт титров заново или никакой.</translation>
    </message>
    <message>
        <source>There is no file {path}: choose the upscaler&apos;s weights again, or none.</source>
        <translation>Нет файла {path}: выберите веса увеличителя снова или не выбирайте никаких.</translation>
    </message>
    <message>
        <source>There is no folder {path}. {title} is fetched by `{fetched_by}`.</source>
        <translation>Папки {path} нет. {title} загружает команда `{fetched_by}`.</translation>
    </message>
    <message>
        <source>There is no host {name}. {known} `studio hosts add {name2} SSH-TARGET` makes it known; --host {here} works on this computer.</source>
        <translation>Нет хоста {name}. {known} Его добавит `studio hosts add {name2} SSH-TARGET`; с --host {here} работает этот компьютер.</translation>
    </message>
    <message>
        <source>There is no picture for the loop: accept a take or lower a threshold.</source>
        <translation>Для петли нет картинки: примите дубль или снизьте порог.</translation>
    </message>
    <message>
        <source>There is no picture in {folder}. Name a folder with pictures of other people.</source>
        <translation>В {folder} нет ни одной картинки. Назовите папку с картинками других людей.</translation>
    </message>
    <message>
        <source>There is no picture to encode.</source>
        <translation>Кодировать нечего: картинок нет.</translation>
    </message>
    <message>
        <source>There is no preset &quot;{name}&quot;{suggestion}; there are {names}, and a file&apos;s path works too.</source>
        <translation>Пресета «{name}» нет{suggestion}; есть {names}, можно указать и путь к файлу.</translation>
    </message>
    <message>
        <source>There is no reference picture: give one with --identity.</source>
        <translation>Нет фото лица: добавьте его (--identity).</translation>
    </message>
    <message>
        <source>There is no room for {path}: {wanted}the disk of {parent} has {megabytes} left. Free some space and run the same command again.</source>
        <translation>Для {path} нет места: {wanted}на диске {parent} осталось {megabytes}. Освободите место и повторите.</translation>
    </message>
    <message>
        <source>There is no stage {name}. Choose one of: {known}.</source>
        <translation>Этапа {name} нет. Выберите из этих: {known}.</translation>
    </message>
    <message>
        <source>There is no target {key}. Choose one of: {known}.</source>
        <translation>Цели {key} нет. Выберите из этих: {known}.</translation>
    </message>
    <message>
        <source>There is no track {track_id}. The tracks are: {known}.</source>
        <translation>Дорожки {track_id} нет. Есть дорожки: {known}.</translation>
    </message>
    <message>
        <source>There is no video or folder at {path}: check the path.</source>
        <translation>Здесь нет ни видео, ни папки: {path}. Проверьте путь.</translation>
    </message>
    <message>
        <source>This computer does not know the host key of {host} yet. Run `ssh {target}` once, compare the key, and answer yes.</source>
        <translation>Этот компьютер ещё не знает ключа хоста {host}. Выполните один раз `ssh {target}`, сверьте ключ и ответьте yes.</translation>
    </message>
    <message>
        <source>This engine needs an NVIDIA card, and none can be used here: `studio doctor` says what is missing. A card elsewhere: `studio hosts add`.</source>
        <translation>Этому движку нужна карта NVIDIA, а здесь её нет: чего не хватает, скажет `studio doctor`. Карта на другом компьютере: `studio hosts add`.</translation>
    </message>
    <message>
        <source>To sign, certificate and key are both needed: the {missing} is not given. Name both PEM files, or neither for a self-signed certificate.</source>
        <translation>Для подписи нужны и сертификат, и ключ: не указан {missing}. Укажите оба файла PEM, а для самоподписанного сертификата ни одного.</translation>
    </message>
    <message>
        <source>Together the tracks reach {n_details} dB above full scale and would clip: the whole mix was lowered by {n_details2} dB. Lower a track&apos;s gain to choose for yourself.</source>
        <translation>Вместе дорожки на {n_details} дБ выше предела и хрипели бы: всё сведение снижено на {n_details2} дБ. Чтобы решить самому, уменьшите усиление дорожки.</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>открыто слишком много файлов</translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation>Подрезать клип</translation>
    </message>
    <message>
        <source>Triton is not installed, so the card works without the studio&apos;s own kernels, which is slower: pip install triton.</source>
        <translation>Triton не установлен, поэтому видеокарта работает без собственных ядер студии, это медленнее: выполните pip install triton.</translation>
    </message>
    <message>
        <source>True</source>
        <translation>да</translation>
    </message>
    <message>
        <source>Unmute {sound}</source>
        <translation>Со звуком: {sound}</translation>
    </message>
    <message>
        <source>Use the settings of #{frame}</source>
        <translation>Взять настройки #{frame}</translation>
    </message>
    <message>
        <source>Video needs even sizes: the pictures are {width}x{height}, so their last {part} is repeated ({width2}x{height2}).</source>
        <translation>Видео нужны чётные размеры: картинки {width}x{height}, поэтому последние {part} повторяются ({width2}x{height2}).</translation>
    </message>
    <message>
        <source>Video · {title}</source>
        <translation>Видео · {title}</translation>
    </message>
    <message>
        <source>What the command wrote to {out} is not a picture that can be read.</source>
        <translation>То, что команда записала в {out}, не читается как картинка.</translation>
    </message>
    <message>
        <source>What was fetched for {title} is not what its publisher gave out. Try again later, or fetch it by hand and run `studio weights import DIR` on its folder.</source>
        <translation>Загруженное для {title} – не то, что выпустил издатель. Попробуйте позже или загрузите сами и выполните `studio weights import ПАПКА` для той папки.</translation>
    </message>
    <message>
        <source>What {label} was made with is not known, so it cannot be the default. Choose a preset that was made here.</source>
        <translation>Чем сделан {label}, неизвестно, поэтому основным он стать не может. Выберите пресет, сделанный здесь.</translation>
    </message>
    <message>
        <source>Write a caption</source>
        <translation>Вписать титр</translation>
    </message>
    <message>
        <source>YuNet face detector</source>
        <translation>поиск лиц YuNet</translation>
    </message>
    <message>
        <source>YuNet is not here</source>
        <translation>модели YuNet здесь нет</translation>
    </message>
    <message>
        <source>a PNG keyword is 1-79 Latin-1 characters: {keyword}</source>
        <translation>ключ текста PNG – от 1 до 79 знаков Latin-1: {keyword}</translation>
    </message>
    <message>
        <source>a caption</source>
        <translation>титр</translation>
    </message>
    <message>
        <source>a caption begins at {n_start} s and ends at {n_end} s</source>
        <translation>титр начинается на {n_start} с, а кончается на {n_end} с</translation>
    </message>
    <message>
        <source>a clip</source>
        <translation>клип</translation>
    </message>
    <message>
        <source>a clip is shorter than a sample</source>
        <translation>клип короче одного отсчёта</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>дата или время</translation>
    </message>
    <message>
        <source>a face pack&apos;s name or folder</source>
        <translation>имя или папка набора лиц</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>список</translation>
    </message>
    <message>
        <source>a list of folders</source>
        <translation>список папок</translation>
    </message>
    <message>
        <source>a list of names</source>
        <translation>список имён</translation>
    </message>
    <message>
        <source>a loop needs a picture, got {n}</source>
        <translation>петле нужна картинка, а их {n}</translation>
    </message>
    <message>
        <source>a marker</source>
        <translation>метка</translation>
    </message>
    <message>
        <source>a message cannot be read: {error}</source>
        <translation>сообщение не читается: {error}</translation>
    </message>
    <message>
        <source>a message claims an impossible size</source>
        <translation>у сообщения невозможный размер</translation>
    </message>
    <message>
        <source>a multiple of {step}</source>
        <translation>кратное {step}</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>a number above {n_low}, at most {n_high}</source>
        <translation>число больше {n_low}, но не больше {n_high}</translation>
    </message>
    <message>
        <source>a number from {n_low} to {n_high}</source>
        <translation>число от {n_low} до {n_high}</translation>
    </message>
    <message>
        <source>a number, 0 or more</source>
        <translation>число, 0 или больше</translation>
    </message>
    <message>
        <source>a picture of {width}x{height} came with {n_blob} bytes</source>
        <translation>картинка {width}x{height} пришла с {n_blob} {n_blob?байтом|байтами|байтами}</translation>
    </message>
    <message>
        <source>a picture was damaged on its way</source>
        <translation>картинка повредилась по пути</translation>
    </message>
    <message>
        <source>a preset&apos;s name</source>
        <translation>имя пресета</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>таблица</translation>
    </message>
    <message>
        <source>a take</source>
        <translation>дубль</translation>
    </message>
    <message>
        <source>a track</source>
        <translation>дорожка</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>целое число от {low} до {high}</translation>
    </message>
    <message>
        <source>a whole number, 0 or more</source>
        <translation>целое число, 0 или больше</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>принять</translation>
    </message>
    <message>
        <source>accept frames by hand with `studio review {episode} --accept {frames}`</source>
        <translation>примите кадры вручную: `studio review {episode} --accept {frames}`</translation>
    </message>
    <message>
        <source>add {kind} {name}</source>
        <translation>добавить: {kind} {name}</translation>
    </message>
    <message>
        <source>all frames</source>
        <translation>все кадры</translation>
    </message>
    <message>
        <source>always here; finds faces, cannot compare them</source>
        <translation>всегда здесь; находит лица, но не сравнивает</translation>
    </message>
    <message>
        <source>an analyzer does not know &apos;{event}&apos;</source>
        <translation>анализатор не знает «{event}»</translation>
    </message>
    <message>
        <source>an engine does not know &apos;{event}&apos;</source>
        <translation>движок не знает «{event}»</translation>
    </message>
    <message>
        <source>an engine of finishing does not know &apos;{event}&apos;</source>
        <translation>движок завершения не знает «{event}»</translation>
    </message>
    <message>
        <source>an unknown line</source>
        <translation>неизвестная строка</translation>
    </message>
    <message>
        <source>an upscaler does not know &apos;{event}&apos;</source>
        <translation>увеличитель не знает «{event}»</translation>
    </message>
    <message>
        <source>and</source>
        <translation>и</translation>
    </message>
    <message>
        <source>and {more} more</source>
        <translation>и ещё {more}</translation>
    </message>
    <message>
        <source>and {n_listed} more</source>
        <translation>и ещё {n_listed}</translation>
    </message>
    <message>
        <source>another file</source>
        <translation>другой файл</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>другим процессом</translation>
    </message>
    <message>
        <source>another size</source>
        <translation>другой размер</translation>
    </message>
    <message>
        <source>as asked for</source>
        <translation>как задано</translation>
    </message>
    <message>
        <source>as made</source>
        <translation>как сделано</translation>
    </message>
    <message>
        <source>as no insightface pack is here</source>
        <translation>потому что набора insightface здесь нет</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>как опубликовано</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>как записано</translation>
    </message>
    <message>
        <source>at {n_yaw}°</source>
        <translation>при {n_yaw}°</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>встроено</translation>
    </message>
    <message>
        <source>built-in stand-in</source>
        <translation>встроенная замена</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>титры</translation>
    </message>
    <message>
        <source>captions from the voice</source>
        <translation>титры по голосу</translation>
    </message>
    <message>
        <source>captions from {name}</source>
        <translation>титры из {name}</translation>
    </message>
    <message>
        <source>choose the pick of #{frame}</source>
        <translation>выбрать дубль для #{frame}</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>снять решение</translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>код {code}</translation>
    </message>
    <message>
        <source>colour matrix number {number} is not known here: {assumed} is used, colours may be off</source>
        <translation>матрица цвета номер {number} здесь не известна: взята {assumed}, цвета могут быть неточны</translation>
    </message>
    <message>
        <source>column</source>
        <translation>столбец</translation>
    </message>
    <message>
        <source>convert {path} to {out}</source>
        <translation>перевести {path} в {out}</translation>
    </message>
    <message>
        <source>could not be judged</source>
        <translation>оценить не удалось</translation>
    </message>
    <message>
        <source>crf {crf} is outside 1 to 51: 18 is the usual one.</source>
        <translation>Значение crf {crf} вне пределов от 1 до 51: обычное – 18.</translation>
    </message>
    <message>
        <source>decode {path}</source>
        <translation>раскодировать {path}</translation>
    </message>
    <message>
        <source>det</source>
        <translation>det</translation>
    </message>
    <message>
        <source>det {n}</source>
        <translation>det {n}</translation>
    </message>
    <message>
        <source>down</source>
        <translation>вниз</translation>
    </message>
    <message>
        <source>encode the video</source>
        <translation>закодировать видео</translation>
    </message>
    <message>
        <source>ended by signal {value}</source>
        <translation>остановлена сигналом {value}</translation>
    </message>
    <message>
        <source>ended by {name}</source>
        <translation>остановлена сигналом {name}</translation>
    </message>
    <message>
        <source>ends in {suffix}</source>
        <translation>оканчивается на {suffix}</translation>
    </message>
    <message>
        <source>engine is missing</source>
        <translation>не указан engine</translation>
    </message>
    <message>
        <source>engine {engine} is not known{suggestion}, known are {known}</source>
        <translation>движок {engine} не известен{suggestion}, известны {known}</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>код выхода {code}</translation>
    </message>
    <message>
        <source>export all</source>
        <translation>экспортировать всё</translation>
    </message>
    <message>
        <source>export from {n_in_s} s to {until}</source>
        <translation>экспорт с {n_in_s} с, до: {until}</translation>
    </message>
    <message>
        <source>face found</source>
        <translation>лицо найдено</translation>
    </message>
    <message>
        <source>face found {n}</source>
        <translation>лицо найдено {n}</translation>
    </message>
    <message>
        <source>face size</source>
        <translation>размер лица</translation>
    </message>
    <message>
        <source>face size {n}</source>
        <translation>размер лица {n}</translation>
    </message>
    <message>
        <source>face_size</source>
        <translation>размер лица</translation>
    </message>
    <message>
        <source>face_size {n}</source>
        <translation>размер лица {n}</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>лиц на картинке</translation>
    </message>
    <message>
        <source>faces in the picture</source>
        <translation>лиц на картинке</translation>
    </message>
    <message>
        <source>faces in the picture {n}</source>
        <translation>лиц на картинке {n}</translation>
    </message>
    <message>
        <source>faces {n}</source>
        <translation>лиц на картинке {n}</translation>
    </message>
    <message>
        <source>fade in {n}</source>
        <translation>нарастание {n}</translation>
    </message>
    <message>
        <source>fade out {n}</source>
        <translation>затухание {n}</translation>
    </message>
    <message>
        <source>false</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>faster-whisper is installed and cannot be loaded: install it again with `pip install --force-reinstall faster-whisper`.</source>
        <translation>faster-whisper установлен, но не загружается: установите его заново командой `pip install --force-reinstall faster-whisper`.</translation>
    </message>
    <message>
        <source>ffmpeg could not {task}: the disk is full or may not be written to. Free some space or</source>
        <translation>ffmpeg не смог {task}: диск полон или на него нельзя писать. Освободите место или</translation>
    </message>
    <message>
        <source>ffmpeg could not {task}: {cause}</source>
        <translation>ffmpeg не смог {task}: {cause}</translation>
    </message>
    <message>
        <source>ffmpeg tall</source>
        <translation>ffmpeg, вертикально</translation>
    </message>
    <message>
        <source>ffmpeg version</source>
        <translation>ffmpeg версии</translation>
    </message>
    <message>
        <source>foley</source>
        <translation>шумы</translation>
    </message>
    <message>
        <source>fp32, on the processor</source>
        <translation>fp32, на процессоре</translation>
    </message>
    <message>
        <source>frame</source>
        <translation>кадр</translation>
    </message>
    <message>
        <source>frame numbers must ascend without repeats</source>
        <translation>номера кадров должны возрастать без повторов</translation>
    </message>
    <message>
        <source>frame numbers must be within 0-{frame_count}</source>
        <translation>номера кадров должны лежать в пределах 0-{frame_count}</translation>
    </message>
    <message>
        <source>frame {failed}</source>
        <translation>кадр {failed}</translation>
    </message>
    <message>
        <source>frame {frame} comes nearest and misses with {short}</source>
        <translation>ближе всех кадр {frame}, ему мешает: {short}</translation>
    </message>
    <message>
        <source>frame {number}</source>
        <translation>кадр {number}</translation>
    </message>
    <message>
        <source>frames {extent}</source>
        <translation>кадры {extent}</translation>
    </message>
    <message>
        <source>gain {n}</source>
        <translation>усиление {n}</translation>
    </message>
    <message>
        <source>give another pack with --face-pack, or use --analyzer builtin</source>
        <translation>укажите другой набор (--face-pack) или возьмите --analyzer builtin</translation>
    </message>
    <message>
        <source>has no ending</source>
        <translation>без окончания</translation>
    </message>
    <message>
        <source>here</source>
        <translation>здесь</translation>
    </message>
    <message>
        <source>hold must be 0 or more, got {hold}</source>
        <translation>пауза должна быть 0 или больше, а задано {hold}</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>сходство</translation>
    </message>
    <message>
        <source>identity {n}</source>
        <translation>сходство {n}</translation>
    </message>
    <message>
        <source>image left</source>
        <translation>влево</translation>
    </message>
    <message>
        <source>image right</source>
        <translation>вправо</translation>
    </message>
    <message>
        <source>imported pictures</source>
        <translation>импортированные картинки</translation>
    </message>
    <message>
        <source>insightface ({name})</source>
        <translation>insightface ({name})</translation>
    </message>
    <message>
        <source>insightface, non-commercial research</source>
        <translation>insightface, некоммерческие исследования</translation>
    </message>
    <message>
        <source>it</source>
        <translation>его</translation>
    </message>
    <message>
        <source>it closed its output</source>
        <translation>он закрыл свой вывод</translation>
    </message>
    <message>
        <source>it did not end</source>
        <translation>он не завершился</translation>
    </message>
    <message>
        <source>it ended without a word</source>
        <translation>завершилось без сообщений</translation>
    </message>
    <message>
        <source>it exited with code {code}</source>
        <translation>он вышел с кодом {code}</translation>
    </message>
    <message>
        <source>it gave no sign of life for {n_patience_s} s</source>
        <translation>он не подавал признаков жизни {n_patience_s} с</translation>
    </message>
    <message>
        <source>it has no {key}</source>
        <translation>в нём нет {key}</translation>
    </message>
    <message>
        <source>it holds no nodes</source>
        <translation>в нём нет узлов</translation>
    </message>
    <message>
        <source>it holds {key}, which is not part of them</source>
        <translation>в нём есть {key}, а это к ним не относится</translation>
    </message>
    <message>
        <source>it is another program&apos;s</source>
        <translation>она другой программы</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>её нет</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>слишком глубокая вложенность</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>это не объект JSON</translation>
    </message>
    <message>
        <source>it is of another version</source>
        <translation>он другой версии</translation>
    </message>
    <message>
        <source>it looks like {name}</source>
        <translation>похоже на {name}</translation>
    </message>
    <message>
        <source>it made what was asked for</source>
        <translation>он сделал, что просили</translation>
    </message>
    <message>
        <source>it needs about {megabytes}, and</source>
        <translation>нужно около {megabytes}, а</translation>
    </message>
    <message>
        <source>it printed nothing</source>
        <translation>она ничего не вывела</translation>
    </message>
    <message>
        <source>it spoke garbage: {error}</source>
        <translation>он прислал бессмыслицу: {error}</translation>
    </message>
    <message>
        <source>it stopped reading</source>
        <translation>он перестал читать</translation>
    </message>
    <message>
        <source>it was gone or empty</source>
        <translation>её не было, или она пуста</translation>
    </message>
    <message>
        <source>it was killed by signal {value}</source>
        <translation>его завершил сигнал {value}</translation>
    </message>
    <message>
        <source>it was not needed any more</source>
        <translation>он больше не был нужен</translation>
    </message>
    <message>
        <source>its Python runs</source>
        <translation>его Python запускается</translation>
    </message>
    <message>
        <source>its first output has the shape {shape}</source>
        <translation>форма первого выхода – {shape}</translation>
    </message>
    <message>
        <source>its output ended while it went on</source>
        <translation>его вывод кончился, хотя сам он работал</translation>
    </message>
    <message>
        <source>its pictures have the size {input_size}</source>
        <translation>размер его картинок – {input_size}</translation>
    </message>
    <message>
        <source>its text &quot;{name}&quot; cannot be read, so its settings are unknown: {problem}</source>
        <translation>его текст «{name}» не читается, поэтому настройки неизвестны: {problem}</translation>
    </message>
    <message>
        <source>joining the pieces</source>
        <translation>соединение частей</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>кБ</translation>
    </message>
    <message>
        <source>key</source>
        <translation>ключ</translation>
    </message>
    <message>
        <source>klein looks at its reference pictures in the first step only and remembers what it saw, which is quicker and changes pictures a little; the option keep_references = false ends that.</source>
        <translation>klein смотрит на картинки-образцы только на первом шаге и запоминает увиденное: так быстрее, а картинки чуть меняются; параметр keep_references = false это отключает.</translation>
    </message>
    <message>
        <source>klein starts from noise and looks at the frame and the reference pictures: it reads no denoise, schedule, weight, start step, guidance and negative prompt. It was made for 4 steps and runs all that a preset asks for.</source>
        <translation>klein начинает с шума и смотрит на кадр и картинки-образцы: denoise, schedule, weight, start_step, guidance и негативный промпт он не читает. Он создан для 4 шагов и выполняет столько, сколько просит пресет.</translation>
    </message>
    <message>
        <source>known are {preset_keys}</source>
        <translation>известны: {preset_keys}</translation>
    </message>
    <message>
        <source>landmark distance</source>
        <translation>расстояние точек лица</translation>
    </message>
    <message>
        <source>landmark distance {n}</source>
        <translation>расстояние точек лица {n}</translation>
    </message>
    <message>
        <source>landmarks</source>
        <translation>расстояние точек лица</translation>
    </message>
    <message>
        <source>landmarks {n}</source>
        <translation>расстояние точек лица {n}</translation>
    </message>
    <message>
        <source>leave this target out, or the captions (`--captions off`)</source>
        <translation>откажитесь от этого вида видео или от титров (`--captions off`)</translation>
    </message>
    <message>
        <source>length must be 0 or more, got {length}</source>
        <translation>длина должна быть 0 или больше, а задано {length}</translation>
    </message>
    <message>
        <source>length {n}</source>
        <translation>длина {n}</translation>
    </message>
    <message>
        <source>let the captions be a track beside the picture (`--captions track`)</source>
        <translation>пусть титры будут дорожкой рядом с картинкой (`--captions track`)</translation>
    </message>
    <message>
        <source>levels of 255</source>
        <translation>уровней из 255</translation>
    </message>
    <message>
        <source>line {line}: {file}</source>
        <translation>строка {line}: {file}</translation>
    </message>
    <message>
        <source>line {line}: {frame}</source>
        <translation>строка {line}: {frame}</translation>
    </message>
    <message>
        <source>line {n_lines}, column {n_lines2}</source>
        <translation>строка {n_lines}, столбец {n_lines2}</translation>
    </message>
    <message>
        <source>lip sync</source>
        <translation>движение губ</translation>
    </message>
    <message>
        <source>loading the analyzer {name}</source>
        <translation>загрузка анализатора {name}</translation>
    </message>
    <message>
        <source>loading the upscaler {name}</source>
        <translation>загружается увеличитель {name}</translation>
    </message>
    <message>
        <source>loading {name}</source>
        <translation>загрузка {name}</translation>
    </message>
    <message>
        <source>log in at {address} and accept its terms there</source>
        <translation>войдите на {address} и примите там условия</translation>
    </message>
    <message>
        <source>look at references</source>
        <translation>смотреть фото лица</translation>
    </message>
    <message>
        <source>looking at {title}</source>
        <translation>осмотр: {title}</translation>
    </message>
    <message>
        <source>looking for the face in picture {n_found} of {n_wanted}</source>
        <translation>поиск лица на картинке {n_found} из {n_wanted}</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>петля</translation>
    </message>
    <message>
        <source>loosen them</source>
        <translation>ослабьте их</translation>
    </message>
    <message>
        <source>lower {what}</source>
        <translation>снизьте {what}</translation>
    </message>
    <message>
        <source>make the picture</source>
        <translation>сделать картинку</translation>
    </message>
    <message>
        <source>marker at {value}</source>
        <translation>метка: {value}</translation>
    </message>
    <message>
        <source>measure how loud {path} is</source>
        <translation>измерить громкость {path}</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>моё</translation>
    </message>
    <message>
        <source>music</source>
        <translation>музыка</translation>
    </message>
    <message>
        <source>mute {value}</source>
        <translation>без звука: {value}</translation>
    </message>
    <message>
        <source>negative weights of a linear layer: no distance comes of them</source>
        <translation>отрицательные веса линейного слоя: расстояния из них не выйдет</translation>
    </message>
    <message>
        <source>no NVIDIA card here</source>
        <translation>карты NVIDIA здесь нет</translation>
    </message>
    <message>
        <source>no caption in it</source>
        <translation>в нём нет титров</translation>
    </message>
    <message>
        <source>no face pack {default_pack} here</source>
        <translation>набора лиц {default_pack} здесь нет</translation>
    </message>
    <message>
        <source>no face was found, so the frame is fitted as with cover</source>
        <translation>лицо не найдено, поэтому кадр вписан как при cover</translation>
    </message>
    <message>
        <source>no such face pack</source>
        <translation>такого набора лиц нет</translation>
    </message>
    <message>
        <source>non-commercial</source>
        <translation>некоммерческая</translation>
    </message>
    <message>
        <source>not a take&apos;s mark: {error}</source>
        <translation>это не метка дубля: {error}</translation>
    </message>
    <message>
        <source>not pictures and left out: {listed}</source>
        <translation>не картинки, пропущены: {listed}</translation>
    </message>
    <message>
        <source>not readable as a picture and left out: {listed}</source>
        <translation>не читаются как картинки, пропущены: {listed}</translation>
    </message>
    <message>
        <source>note must be {wanted}, not {note}</source>
        <translation>note: нужно {wanted}, а задано {note}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>offset {n}</source>
        <translation>сдвиг {n}</translation>
    </message>
    <message>
        <source>on {host}</source>
        <translation>на {host}</translation>
    </message>
    <message>
        <source>on {name}</source>
        <translation>на {name}</translation>
    </message>
    <message>
        <source>one of {value}</source>
        <translation>одно из: {value}</translation>
    </message>
    <message>
        <source>options must be a table, not {options}</source>
        <translation>options: нужна таблица, а задано {options}</translation>
    </message>
    <message>
        <source>options.{name} must be text, a whole number, a finite number, true or false, not {value}</source>
        <translation>options.{name}: нужен текст, целое или конечное число, true или false, а задано {value}</translation>
    </message>
    <message>
        <source>or</source>
        <translation>или</translation>
    </message>
    <message>
        <source>or set the option precision to fp8 in the preset</source>
        <translation>или задайте в пресете параметр precision со значением fp8</translation>
    </message>
    <message>
        <source>or {otherwise}</source>
        <translation>или {otherwise}</translation>
    </message>
    <message>
        <source>personal</source>
        <translation>личный</translation>
    </message>
    <message>
        <source>pick another take of frame {frame}</source>
        <translation>выбрать другой дубль кадра {frame}</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>картинка</translation>
    </message>
    <message>
        <source>pictures of {shape} and {shape2} cannot be compared</source>
        <translation>картинки {shape} и {shape2} нельзя сравнить</translation>
    </message>
    <message>
        <source>pictures of {shape} and {shape2} have no motion between them</source>
        <translation>между картинками {shape} и {shape2} нет движения</translation>
    </message>
    <message>
        <source>pitch</source>
        <translation>наклон вверх-вниз</translation>
    </message>
    <message>
        <source>pitch {n}</source>
        <translation>наклон вверх-вниз {n}</translation>
    </message>
    <message>
        <source>pixel std</source>
        <translation>разброс пикселей</translation>
    </message>
    <message>
        <source>pixel std {n}</source>
        <translation>разброс пикселей {n}</translation>
    </message>
    <message>
        <source>pixel_std</source>
        <translation>разброс пикселей</translation>
    </message>
    <message>
        <source>pixel_std {n}</source>
        <translation>разброс пикселей {n}</translation>
    </message>
    <message>
        <source>pixels of 256</source>
        <translation>пикселей из 256</translation>
    </message>
    <message>
        <source>process {content} on {content2}</source>
        <translation>процессом {content} на {content2}</translation>
    </message>
    <message>
        <source>raise {what}</source>
        <translation>повысьте {what}</translation>
    </message>
    <message>
        <source>re-roll with `studio reroll {episode}`</source>
        <translation>переделайте: `studio reroll {episode}`</translation>
    </message>
    <message>
        <source>read the sound of {path}</source>
        <translation>прочитать звук {path}</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>recorded now</source>
        <translation>записано сейчас</translation>
    </message>
    <message>
        <source>reference picture</source>
        <translation>фото лица</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>отклонить</translation>
    </message>
    <message>
        <source>rejected by hand</source>
        <translation>отклонено вручную</translation>
    </message>
    <message>
        <source>remove track {track}</source>
        <translation>убрать дорожку {track}</translation>
    </message>
    <message>
        <source>roll</source>
        <translation>наклон вбок</translation>
    </message>
    <message>
        <source>roll {n}</source>
        <translation>наклон вбок {n}</translation>
    </message>
    <message>
        <source>row</source>
        <translation>строка</translation>
    </message>
    <message>
        <source>run `hf auth login` with a token from https://huggingface.co/settings/tokens (or set HF_TOKEN)</source>
        <translation>выполните `hf auth login` с токеном с https://huggingface.co/settings/tokens (или задайте HF_TOKEN)</translation>
    </message>
    <message>
        <source>run `studio weights fetch yunet` (and, to compare faces, `studio weights fetch sface`), put the files into {zoo_folder}, or name their folder in ${zoo_variable}.</source>
        <translation>выполните `studio weights fetch yunet` (а чтобы сравнивать лица – и `studio weights fetch sface`), положите файлы в {zoo_folder} или укажите их папку в ${zoo_variable}.</translation>
    </message>
    <message>
        <source>run `studio weights fetch {default_pack}`, or name a pack&apos;s folder in ${pack_variable}</source>
        <translation>выполните `studio weights fetch {default_pack}` или укажите папку набора в ${pack_variable}</translation>
    </message>
    <message>
        <source>run `studio weights fetch {name}`</source>
        <translation>выполните `studio weights fetch {name}`</translation>
    </message>
    <message>
        <source>say its version</source>
        <translation>назвать свою версию</translation>
    </message>
    <message>
        <source>scores of several scorers ({map}): say which one counts</source>
        <translation>оценки от нескольких анализаторов ({map}): укажите, какие считать</translation>
    </message>
    <message>
        <source>see the motion of {video}</source>
        <translation>увидеть движение в {video}</translation>
    </message>
    <message>
        <source>sharpness</source>
        <translation>резкость</translation>
    </message>
    <message>
        <source>sharpness {n}</source>
        <translation>резкость {n}</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>из поставки</translation>
    </message>
    <message>
        <source>size, rate and number of frames</source>
        <translation>размер, частота и число кадров</translation>
    </message>
    <message>
        <source>solo {value}</source>
        <translation>соло: {value}</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>звук</translation>
    </message>
    <message>
        <source>source</source>
        <translation>источник</translation>
    </message>
    <message>
        <source>ssh ended</source>
        <translation>ssh завершился</translation>
    </message>
    <message>
        <source>start must be a picture from 0 to {n}, got {start}</source>
        <translation>начало – картинка от 0 до {n}, а задано {start}</translation>
    </message>
    <message>
        <source>start {n}</source>
        <translation>начало {n}</translation>
    </message>
    <message>
        <source>start_step must not be above steps ({steps}), and is {start}</source>
        <translation>start_step не может быть больше steps ({steps}), а задано {start}</translation>
    </message>
    <message>
        <source>studio hosts add NAME user@machine, for a card on another machine</source>
        <translation>studio hosts add ИМЯ user@machine – для карты на другом компьютере</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>синтетическое</translation>
    </message>
    <message>
        <source>t must lie within 0-1, got {t}</source>
        <translation>t должно лежать в пределах 0-1, а дано {t}</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>text that is not empty</source>
        <translation>непустой текст</translation>
    </message>
    <message>
        <source>that of its pack</source>
        <translation>как у её набора</translation>
    </message>
    <message>
        <source>the European Union, the United Kingdom and South Korea</source>
        <translation>Европейский союз, Великобритания и Южная Корея</translation>
    </message>
    <message>
        <source>the PNG</source>
        <translation>этот PNG</translation>
    </message>
    <message>
        <source>the best of {takes} has {rule} (frame {frame})</source>
        <translation>у лучшего из {takes} – {rule} (кадр {frame})</translation>
    </message>
    <message>
        <source>the checkout is whole</source>
        <translation>папка движка цела</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>конца</translation>
    </message>
    <message>
        <source>the gain</source>
        <translation>усиление</translation>
    </message>
    <message>
        <source>the gain of a clip</source>
        <translation>усиление клипа</translation>
    </message>
    <message>
        <source>the key does not fit the request</source>
        <translation>ключ не соответствует запросу</translation>
    </message>
    <message>
        <source>the kind of a track is {kind}; it must be one of {track_kinds}</source>
        <translation>вид дорожки – {kind}, а нужен один из этих: {track_kinds}</translation>
    </message>
    <message>
        <source>the length of the sound</source>
        <translation>длина звука</translation>
    </message>
    <message>
        <source>the limit on {label}</source>
        <translation>порог «{label}»</translation>
    </message>
    <message>
        <source>the numbers in the names are not unique</source>
        <translation>номера в именах повторяются</translation>
    </message>
    <message>
        <source>the path of ffmpeg</source>
        <translation>путь к ffmpeg</translation>
    </message>
    <message>
        <source>the pictures differ in size ({some}): each is fitted by itself</source>
        <translation>картинки разного размера ({some}): каждая вписывается сама по себе</translation>
    </message>
    <message>
        <source>the range begins at {n_in_s} s and ends at {n_out_s} s</source>
        <translation>диапазон начинается на {n_in_s} с, а кончается на {n_out_s} с</translation>
    </message>
    <message>
        <source>the stream ended inside a message</source>
        <translation>поток оборвался внутри сообщения</translation>
    </message>
    <message>
        <source>the threshold of {name} must be a number</source>
        <translation>порог «{name}» должен быть числом</translation>
    </message>
    <message>
        <source>the threshold of {score} must lie from {n_low} to {n_high}, and is {n_limit}</source>
        <translation>порог «{score}» должен лежать от {n_low} до {n_high}, а задано {n_limit}</translation>
    </message>
    <message>
        <source>the voice is one track, and the first</source>
        <translation>голос – одна дорожка, и притом первая</translation>
    </message>
    <message>
        <source>there is no such file, check the path</source>
        <translation>такого файла нет, проверьте путь</translation>
    </message>
    <message>
        <source>these are no messages of ours: {magic}</source>
        <translation>это не наши сообщения: {magic}</translation>
    </message>
    <message>
        <source>this take request has another key version</source>
        <translation>у этого запроса дубля другая версия ключа</translation>
    </message>
    <message>
        <source>this take request lacks a part: {error}</source>
        <translation>в этом запросе дубля не хватает части: {error}</translation>
    </message>
    <message>
        <source>thresholds {value}</source>
        <translation>пороги: {value}</translation>
    </message>
    <message>
        <source>true</source>
        <translation>да</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true или false</translation>
    </message>
    <message>
        <source>try the encoder {name}</source>
        <translation>попробовать кодировщик {name}</translation>
    </message>
    <message>
        <source>two tracks have the same id: {ids}</source>
        <translation>у двух дорожек одинаковый id: {ids}</translation>
    </message>
    <message>
        <source>unknown encoding</source>
        <translation>неизвестная кодировка</translation>
    </message>
    <message>
        <source>unknown software</source>
        <translation>неизвестная программа</translation>
    </message>
    <message>
        <source>up</source>
        <translation>вверх</translation>
    </message>
    <message>
        <source>upscaler {name}</source>
        <translation>увеличитель {name}</translation>
    </message>
    <message>
        <source>use --analyzer builtin</source>
        <translation>возьмите --analyzer builtin</translation>
    </message>
    <message>
        <source>use the settings of frame {frame}</source>
        <translation>взять настройки кадра {frame}</translation>
    </message>
    <message>
        <source>video</source>
        <translation>видео</translation>
    </message>
    <message>
        <source>video or picture</source>
        <translation>видео или картинка</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>голос</translation>
    </message>
    <message>
        <source>waiting for the device, which {read} uses</source>
        <translation>ждёт устройство, которое занимает {read}</translation>
    </message>
    <message>
        <source>which has frames {as_text}</source>
        <translation>в нём есть кадры {as_text}</translation>
    </message>
    <message>
        <source>which has {n_numbers} frames between {runs} and {runs2}</source>
        <translation>в нём {n_numbers} {n_numbers?кадр|кадра|кадров} между {runs} и {runs2}</translation>
    </message>
    <message>
        <source>wide colours ({primaries}) are brought to bt709, the most saturated ones are clipped</source>
        <translation>широкие цвета ({primaries}) приводятся к bt709, самые насыщенные обрезаются</translation>
    </message>
    <message>
        <source>with seed {seed}</source>
        <translation>с сидом {seed}</translation>
    </message>
    <message>
        <source>without SFace it cannot compare faces, so identity stays empty</source>
        <translation>без SFace лица не сравнить, поэтому сходство остаётся пустым</translation>
    </message>
    <message>
        <source>without it an ellipse around the landmarks stands for the parsed face</source>
        <translation>без неё лицо заменяет эллипс вокруг его точек</translation>
    </message>
    <message>
        <source>without it faces are found and not compared</source>
        <translation>без него лица находятся, но не сравниваются</translation>
    </message>
    <message>
        <source>without {title}</source>
        <translation>без {title}</translation>
    </message>
    <message>
        <source>write frames like 50-99, 120, 0-200:4 or 50- (to the end)</source>
        <translation>пишите кадры как 50-99, 120, 0-200:4 или 50- (до конца)</translation>
    </message>
    <message>
        <source>write {out}</source>
        <translation>записать {out}</translation>
    </message>
    <message>
        <source>x264 has no preset {preset}: medium is the usual one.</source>
        <translation>У x264 нет пресета {preset}: обычный – medium.</translation>
    </message>
    <message>
        <source>yaw</source>
        <translation>поворот</translation>
    </message>
    <message>
        <source>yaw {n}</source>
        <translation>поворот {n}</translation>
    </message>
    <message>
        <source>your own script</source>
        <translation>ваш скрипт</translation>
    </message>
    <message>
        <source>{address} does not let the account of your token in. Log in there, accept the terms on that page, and check with `hf auth whoami` that the token is that account&apos;s and may read gated repositories; then run the same command again.</source>
        <translation>{address} не пускает учётную запись вашего токена. Войдите там, примите условия на той странице и проверьте (`hf auth whoami`), что токен от этой записи и может читать закрытые хранилища; потом повторите.</translation>
    </message>
    <message>
        <source>{address} is gated. Log in there and accept the terms on that page, then run `hf auth login` with a token from https://huggingface.co/settings/tokens (or set HF_TOKEN), and run the same command again. The studio neither stores nor shows the token.</source>
        <translation>{address} – с закрытым доступом. Войдите там и примите условия на той странице, потом выполните `hf auth login` с токеном с https://huggingface.co/settings/tokens (или задайте HF_TOKEN) и повторите. Студия не хранит и не показывает токен.</translation>
    </message>
    <message>
        <source>{address} now has another {path} than the one known here. Update the studio, or import the file by hand.</source>
        <translation>На {address} теперь другой {path}, чем известный здесь. Обновите студию или примите файл вручную.</translation>
    </message>
    <message>
        <source>{adopted} finished takes of an interrupted run were found.</source>
        <translation>{adopted?Найден|Найдены|Найдено} {adopted} {adopted?готовый дубль|готовых дубля|готовых дублей} прерванного запуска.</translation>
    </message>
    <message>
        <source>{at}: {n_low} – {n_high} possible, n = {count}</source>
        <translation>{at}: возможно {n_low} – {n_high}, n = {count}</translation>
    </message>
    <message>
        <source>{base} frame {frame}</source>
        <translation>{base}, кадр {frame}</translation>
    </message>
    <message>
        <source>{broken} and cannot be set aside ({strerror}); defaults are used.</source>
        <translation>{broken}, и отложить его нельзя ({strerror}); взяты значения по умолчанию.</translation>
    </message>
    <message>
        <source>{broken}; it was set aside as {name} and defaults are used.</source>
        <translation>{broken}; он отложен как {name}, взяты значения по умолчанию.</translation>
    </message>
    <message>
        <source>{command} cannot be run: set $STUDIO_FFMPEG to a working ffmpeg program.</source>
        <translation>Программа {command} не запускается: укажите в $STUDIO_FFMPEG исправный ffmpeg.</translation>
    </message>
    <message>
        <source>{dense_points} landmarks</source>
        <translation>точек лица: {dense_points}</translation>
    </message>
    <message>
        <source>{earlier} and {file} have the same number</source>
        <translation>у {earlier} и {file} один номер</translation>
    </message>
    <message>
        <source>{engine} in process {os}</source>
        <translation>{engine} в процессе {os}</translation>
    </message>
    <message>
        <source>{file} cannot be read as a LoRA for FLUX.1: give a .safetensors file.</source>
        <translation>{file} не читается как LoRA для FLUX.1: дайте файл .safetensors.</translation>
    </message>
    <message>
        <source>{file} changes nothing in FLUX.1&apos;s transformer: it is a LoRA for something else.</source>
        <translation>{file} ничего не меняет в трансформере FLUX.1: это LoRA для чего-то другого.</translation>
    </message>
    <message>
        <source>{file} has no number in its name</source>
        <translation>в имени {file} нет номера</translation>
    </message>
    <message>
        <source>{file} is not a whole FLUX.1 transformer. Fetch it again.</source>
        <translation>{file} – не целый трансформер FLUX.1. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{file} is not a whole safetensors file. Fetch it again.</source>
        <translation>{file} – не целый файл safetensors. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{filled}, at most {longest_text} characters and no NUL</source>
        <translation>{filled}, не больше {longest_text} знаков и без NUL</translation>
    </message>
    <message>
        <source>{first} and {second} do not look like the same person (similarity {n_similarity}): use pictures of one person only.</source>
        <translation>Непохоже, что {first} и {second} – один человек (сходство {n_similarity}): возьмите фото одного человека.</translation>
    </message>
    <message>
        <source>{first} could not be made; run it again to try once more.</source>
        <translation>Не удалось сделать: {first}. Запустите ещё раз, чтобы повторить.</translation>
    </message>
    <message>
        <source>{first}, or {last}.</source>
        <translation>{first} или {last}.</translation>
    </message>
    <message>
        <source>{folder} cannot be like itself. Give the new episode another name.</source>
        <translation>Эпизод {folder} не может быть подобием самого себя. Дайте новому другое имя.</translation>
    </message>
    <message>
        <source>{folder} cannot be loaded as a transformer for nunchaku_lite. Export it anew, {instead}.</source>
        <translation>{folder} не загружается как трансформер для nunchaku_lite. Экспортируйте его заново {instead}.</translation>
    </message>
    <message>
        <source>{folder} has no .safetensors file: it is not the transformer of FLUX.1.</source>
        <translation>В {folder} нет файла .safetensors: это не трансформер FLUX.1.</translation>
    </message>
    <message>
        <source>{folder} holds another published episode, {get}: choose another folder to publish to, or remove that one.</source>
        <translation>В {folder} опубликован другой эпизод, {get}: выберите другую папку для публикации или удалите ту.</translation>
    </message>
    <message>
        <source>{folder} holds no pictures: give the folder that they lie in.</source>
        <translation>В {folder} нет картинок: укажите папку, в которой они лежат.</translation>
    </message>
    <message>
        <source>{folder} holds none of the weights that `studio weights list` names</source>
        <translation>В {folder} нет весов, которые называет `studio weights list`</translation>
    </message>
    <message>
        <source>{folder} holds other files, which publishing would mix with its own: choose another folder to publish to, or empty that one.</source>
        <translation>В {folder} лежат другие файлы, и публикация смешалась бы с ними: выберите другую папку для публикации или очистите эту.</translation>
    </message>
    <message>
        <source>{folder} is a FLUX.2 with guidance built in, which the engine klein cannot run: give the folder of FLUX.2 klein.</source>
        <translation>В {folder} FLUX.2 со встроенным guidance, а его движок klein не запускает: укажите папку FLUX.2 klein.</translation>
    </message>
    <message>
        <source>{folder} is an episode already. Choose another name, or open that one.</source>
        <translation>В {folder} уже есть эпизод. Выберите другое имя или откройте его.</translation>
    </message>
    <message>
        <source>{folder} is none of the folders that were named. `studio strangers list` shows them.</source>
        <translation>{folder} нет среди названных папок. Их покажет `studio strangers list`.</translation>
    </message>
    <message>
        <source>{folder} is not a folder. Give the folder that holds the weights.</source>
        <translation>{folder} – не папка. Укажите папку, в которой лежат веса.</translation>
    </message>
    <message>
        <source>{folder} is not the configuration of FLUX.2 klein&apos;s transformer. Fetch it again.</source>
        <translation>{folder} – не описание трансформера FLUX.2 klein. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{folder} is not the configuration of a FLUX.1 transformer. Fetch it again.</source>
        <translation>{folder} – не описание трансформера FLUX.1. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{folder} is not there: ${weights_variable} must name a diffusers folder of FLUX.2 klein, or not be set.</source>
        <translation>{folder} нет на месте: в ${weights_variable} должна быть папка diffusers с FLUX.2 klein, или переменную не задавайте.</translation>
    </message>
    <message>
        <source>{folder} looks like {title} but is not whole: {listed} are missing or of another size.</source>
        <translation>{folder} похоже на {title}, но не целиком: нет или другого размера {listed}.</translation>
    </message>
    <message>
        <source>{folder} looks like {title} but is not whole: {listed} is missing or of another size.</source>
        <translation>{folder} похоже на {title}, но не целиком: нет или другого размера {listed}.</translation>
    </message>
    <message>
        <source>{fps} frames a second cannot be encoded: give a rate above 0.</source>
        <translation>Закодировать {fps} к/с нельзя: задайте частоту больше 0.</translation>
    </message>
    <message>
        <source>{given} is no folder of a faster-whisper model: it needs {model_files}.</source>
        <translation>{given} — не папка модели faster-whisper: в ней должны быть {model_files}.</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({last}). See that it is switched on and lets ssh in: `ssh {target} true` must work without a question.</source>
        <translation>{host} недоступен ({last}). Убедитесь, что он включён и пускает по ssh: `ssh {target} true` должна работать без вопросов.</translation>
    </message>
    <message>
        <source>{host} does not let this computer in: it needs a key that asks for no password. Run `ssh-copy-id {target}` once, and `ssh-add` where the key has a passphrase.</source>
        <translation>{host} не пускает этот компьютер: нужен ключ, который не спрашивает пароля. Выполните один раз `ssh-copy-id {target}`, а если у ключа есть пароль, `ssh-add`.</translation>
    </message>
    <message>
        <source>{host} shows another host key than the one this computer knows, as after a new installation, or where somebody is in between. If you know why, run `ssh-keygen -R {computer}` and `ssh {target}` once, and compare the key.</source>
        <translation>{host} показывает не тот ключ хоста, который знает этот компьютер: так бывает после новой установки или когда кто-то вклинился. Если вы знаете причину, выполните один раз `ssh-keygen -R {computer}` и `ssh {target}` и сверьте ключ.</translation>
    </message>
    <message>
        <source>{key} has the shape {found} instead of {list}</source>
        <translation>форма {key} – {found} вместо {list}</translation>
    </message>
    <message>
        <source>{label} has 32-bit pixels: save it with 8 or 16 bits.</source>
        <translation>У {label} 32-битные пиксели: сохраните с 8 или 16 битами.</translation>
    </message>
    <message>
        <source>{label} is a damaged or cut off picture: copy or save it again.</source>
        <translation>Картинка {label} повреждена или обрывается: скопируйте или сохраните её заново.</translation>
    </message>
    <message>
        <source>{label} is larger than 100 megapixels: make it smaller.</source>
        <translation>Картинка {label} больше 100 мегапикселей: уменьшите её.</translation>
    </message>
    <message>
        <source>{label} is not a picture: use {readable}.</source>
        <translation>{label} – не картинка: возьмите {readable}.</translation>
    </message>
    <message>
        <source>{label} was not measured on any of {takes}</source>
        <translation>«{label}» – не измерено ни у одного из {takes}</translation>
    </message>
    <message>
        <source>{lacking} not installed</source>
        <translation>не установлено: {lacking}</translation>
    </message>
    <message>
        <source>{made_with}, imported by Full-Motion Studio {version}</source>
        <translation>{made_with}, импортировано в Full-Motion Studio {version}</translation>
    </message>
    <message>
        <source>{message} Trying again in {n_seconds} s</source>
        <translation>{message} Новая попытка через {n_seconds} с</translation>
    </message>
    <message>
        <source>{message} Until then the queue lasts only as long as this window.</source>
        <translation>{message} До тех пор очередь живёт, только пока открыто это окно.</translation>
    </message>
    <message>
        <source>{message} What was finished is kept: the same command goes on from it.</source>
        <translation>{message} Готовое сохранено: та же команда продолжит с него.</translation>
    </message>
    <message>
        <source>{message} choose another folder.</source>
        <translation>{message} выберите другую папку.</translation>
    </message>
    <message>
        <source>{model} is damaged or no face parser with {classes} classes. Run `studio weights fetch face-parser` again.</source>
        <translation>{model} повреждён или не является разметчиком лиц с числом классов {classes}. Выполните `studio weights fetch face-parser` ещё раз.</translation>
    </message>
    <message>
        <source>{n_failed} takes could not be measured; the first is {name} of frame {frame}: {message}</source>
        <translation>Не удалось измерить {n_failed} {n_failed?дубль|дубля|дублей}; первый из них {name} кадра {frame}: {message}</translation>
    </message>
    <message>
        <source>{n_seconds} min</source>
        <translation>{n_seconds} мин</translation>
    </message>
    <message>
        <source>{named} has {frames} frames where the lip sync needs {frames2}: make the loop again.</source>
        <translation>В {named} {frames} {frames?кадр|кадра|кадров}, а движению губ нужно {frames2}: соберите петлю заново.</translation>
    </message>
    <message>
        <source>{names} and {n_letters} more</source>
        <translation>{names} и ещё {n_letters}</translation>
    </message>
    <message>
        <source>{name} has no reference picture yet: there is nothing to compare with.</source>
        <translation>В эпизоде {name} ещё нет фото лица: сравнивать не с чем.</translation>
    </message>
    <message>
        <source>{name} has {n_free} GiB of memory free and NVFP4 needs {n_needed}: close what else uses the card.</source>
        <translation>У {name} свободно {n_free} ГиБ памяти, а NVFP4 нужно {n_needed}: закройте то, что ещё занимает видеокарту.</translation>
    </message>
    <message>
        <source>{name} has {n_free} GiB of memory free and this engine needs {n_offload_bytes}: close what else uses the card.</source>
        <translation>На {name} свободно {n_free} ГиБ памяти, а этому движку нужно {n_offload_bytes}: закройте то, что ещё занимает карту.</translation>
    </message>
    <message>
        <source>{name} is an engine for {kind}, not for {kind2}: choose another.</source>
        <translation>{name} – движок для другого: {kind}, а не {kind2}. Выберите другой.</translation>
    </message>
    <message>
        <source>{name} is no RTX 50 and cannot multiply in NVFP4: set the option {option} to fp8 or bf16 in the preset.</source>
        <translation>{name} не относится к RTX 50 и не умножает в NVFP4: задайте в пресете параметр {option} со значением fp8 или bf16.</translation>
    </message>
    <message>
        <source>{name} is not there with the shape {shape}</source>
        <translation>нет {name} формы {shape}</translation>
    </message>
    <message>
        <source>{name} runs in {label}.</source>
        <translation>Движок {name} работает так: {label}.</translation>
    </message>
    <message>
        <source>{notices} Run the same command again: it goes on.</source>
        <translation>{notices} Выполните ту же команду снова: работа продолжится.</translation>
    </message>
    <message>
        <source>{option} {twice} is given twice, and only one of them would count: write it once.</source>
        <translation>{option} {twice} указано дважды, а учтено было бы лишь одно: напишите его один раз.</translation>
    </message>
    <message>
        <source>{out} is no name for captions: end it in .srt or .vtt.</source>
        <translation>{out} — не имя для файла титров: оно должно кончаться на .srt или .vtt.</translation>
    </message>
    <message>
        <source>{part} has no .safetensors file: it is not the transformer of FLUX.2 klein.</source>
        <translation>В {part} нет файла .safetensors: это не трансформер FLUX.2 klein.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {strerror}. Check the path and its permissions.</source>
        <translation>{path} не читается: {strerror}. Проверьте путь и права доступа.</translation>
    </message>
    <message>
        <source>{path} cannot carry Content Credentials: they go into {mime_types} files.</source>
        <translation>{path} не может нести Content Credentials: они записываются в файлы {mime_types}.</translation>
    </message>
    <message>
        <source>{path} does not hold the weights its place asks for: {why}. Give the published file; `studio weights list` says how to get it.</source>
        <translation>В {path} не те веса, которые нужны на этом месте: {why}. Укажите опубликованный файл; `studio weights list` подскажет, как его получить.</translation>
    </message>
    <message>
        <source>{path} is no font that letters of any size can be drawn with: choose a TTF or OTF file with outlines for the captions, or none.</source>
        <translation>{path} — не шрифт, которым можно рисовать буквы любого размера: выберите для титров файл TTF или OTF с контурами или никакой.</translation>
    </message>
    <message>
        <source>{path} is too large for captions: choose a SubRip (.srt) or WebVTT (.vtt) file.</source>
        <translation>{path} слишком велик для титров: выберите файл SubRip (.srt) или WebVTT (.vtt).</translation>
    </message>
    <message>
        <source>{model} is damaged or no face recogniser of {template_side}x{template_side2} pixels. Fetch it again.</source>
        <translation>Файл {model} повреждён или это не распознавание лиц {template_side}x{template_side2}. Загрузите его заново.</translation>
    </message>
    <message>
        <source>an upscaler</source>
        <translation>увеличитель</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>сертификат</translation>
    </message>
    <message>
        <source>frame {runs}</source>
        <translation>кадр {runs}</translation>
    </message>
    <message>
        <source>frames {runs}</source>
        <translation>кадры {runs}</translation>
    </message>
    <message>
        <source>looking for the face in picture {number} of {n_keys}</source>
        <translation>поиск лица на картинке {number} из {n_keys}</translation>
    </message>
    <message>
        <source>{n_failed} frames</source>
        <translation>{n_failed} {n_failed?кадр|кадра|кадров}</translation>
    </message>
    <message>
        <source>{n_missing} frames of {path} do not decode: {listed}.</source>
        <translation>Не {n_missing?раскодирован|раскодированы|раскодировано} {n_missing} {n_missing?кадр|кадра|кадров} из {path}: {listed}.</translation>
    </message>
    <message>
        <source>{n_passing} pass {label}</source>
        <translation>{n_passing} {n_passing?проходит|проходят|проходят} порог {label}</translation>
    </message>
    <message>
        <source>{n_passing} passes {label}</source>
        <translation>{n_passing} {n_passing?проходит|проходят|проходят} порог {label}</translation>
    </message>
    <message>
        <source>{n_pitch} degrees down</source>
        <translation>{n_pitch} {n_pitch?градус|градуса|градусов} вниз</translation>
    </message>
    <message>
        <source>{n_pitch} degrees up</source>
        <translation>{n_pitch} {n_pitch?градус|градуса|градусов} вверх</translation>
    </message>
    <message>
        <source>{n_weights} weights were given for {n_references} references: give one for each, 0 or more.</source>
        <translation>{n_weights?Дан|Даны|Дано} {n_weights} {n_weights?вес|веса|весов} на {n_references} фото лица: дайте каждому по одному, 0 или больше.</translation>
    </message>
    <message>
        <source>{n_yaw} degrees to {way}</source>
        <translation>{n_yaw} {n_yaw?градус|градуса|градусов} {way}</translation>
    </message>
    <message>
        <source>{names} and {n_files} more</source>
        <translation>{names} и ещё {n_files}</translation>
    </message>
    <message>
        <source>{name} came with another length than promised. Try again.</source>
        <translation>{name}: пришло не столько, сколько обещано. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a host: use letters, digits, dots and dashes, and not the word {here}.</source>
        <translation>{name} не может быть именем хоста: годятся буквы, цифры, точки и дефисы, но не слово {here}.</translation>
    </message>
    <message>
        <source>{name} cannot multiply in fp8: set the option {option} to bf16 in the preset.</source>
        <translation>{name} не умножает в fp8: задайте в пресете параметру {option} значение bf16.</translation>
    </message>
    <message>
        <source>{name} cannot name a preset on every system; &quot;{usable}&quot; could, for example.</source>
        <translation>{name} – имя пресета, которое годится не в каждой системе; подошло бы, например, «{usable}».</translation>
    </message>
    <message>
        <source>{name} has another sha256</source>
        <translation>у {name} другой sha256</translation>
    </message>
    <message>
        <source>{name} has no face {face}: {n_observations} were found, counted from 0 (the largest). Choose another --face.</source>
        <translation>На {name} нет лица {face}: найдено {n_observations}, счёт от 0 (самое большое). Выберите другое (--face).</translation>
    </message>
    <message>
        <source>{name} has no reference picture yet. Add one with `studio import {folder} --identity PICTURE`.</source>
        <translation>У {name} ещё нет фото лица. Добавьте: `studio import {folder} --identity КАРТИНКА`.</translation>
    </message>
    <message>
        <source>{name} has no source yet. Add one with `studio import {folder} --source PATH`.</source>
        <translation>У {name} ещё нет источника. Добавьте: `studio import {folder} --source ПУТЬ`.</translation>
    </message>
    <message>
        <source>{name} has no voice yet. Add one with `studio import {folder} --voice FILE`.</source>
        <translation>У {name} ещё нет голоса. Добавьте: `studio import {folder} --voice ФАЙЛ`.</translation>
    </message>
    <message>
        <source>{name} in {path} must be {wanted}; its default is used.</source>
        <translation>Параметр {name} в {path}: нужно {wanted}; взято значение по умолчанию.</translation>
    </message>
    <message>
        <source>{name} is a folder, where a {what} file is needed: name the file in it.</source>
        <translation>{name} – папка, а нужен файл ({what}): укажите файл в ней.</translation>
    </message>
    <message>
        <source>{name} is being generated by {who}. Wait for it, or stop it first; reviewing works meanwhile.</source>
        <translation>Эпизод {name} сейчас генерируется {who}. Подождите или сначала остановите; отбор тем временем работает.</translation>
    </message>
    <message>
        <source>{name} is not a PNG file.</source>
        <translation>{name} – не файл PNG.</translation>
    </message>
    <message>
        <source>{name} is silent from beginning to end; it is used as it is.</source>
        <translation>В {name} тишина от начала до конца; файл взят как есть.</translation>
    </message>
    <message>
        <source>{name} is {value}; it must be a list</source>
        <translation>{name} – {value}, а нужен список</translation>
    </message>
    <message>
        <source>{name} is {value}; it must be a text</source>
        <translation>{name} – {value}, а нужен текст</translation>
    </message>
    <message>
        <source>{name} must be {wanted}</source>
        <translation>{name}: нужно {wanted}</translation>
    </message>
    <message>
        <source>{name} must be {wanted}, not {values}</source>
        <translation>{name}: нужно {wanted}, а задано {values}</translation>
    </message>
    <message>
        <source>{name} of a caption</source>
        <translation>{name} титра</translation>
    </message>
    <message>
        <source>{name} of a clip</source>
        <translation>{name} клипа</translation>
    </message>
    <message>
        <source>{name} shows no face: use a picture with one whole face, well lit and turned to the camera.</source>
        <translation>На {name} нет лица: возьмите фото с одним лицом целиком, при хорошем свете и со взглядом в камеру.</translation>
    </message>
    <message>
        <source>{name} shows {faces} faces and the largest counts: choose another with --face {others}, or crop the picture.</source>
        <translation>На {name} {faces} {faces?лицо|лица|лиц}, считается самое большое: выберите другое (--face {others}) или обрежьте картинку.</translation>
    </message>
    <message>
        <source>{name} was made by a newer version of the studio (its database is version {version}, this program knows {known}). Update the studio to open it; nothing was changed.</source>
        <translation>Эпизод {name} создан более новой версией студии (его база – версии {version}, эта программа знает {known}). Обновите студию, чтобы его открыть; ничего не изменено.</translation>
    </message>
    <message>
        <source>{name} was made by a newer version of the studio (settings version {version}, this program knows {settings_version}). Update the studio to open it; nothing was changed.</source>
        <translation>Эпизод {name} создан более новой версией студии (настройки версии {version}, эта программа знает {settings_version}). Обновите студию, чтобы его открыть; ничего не изменено.</translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation>{n} ГБ</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} МБ</translation>
    </message>
    <message>
        <source>{n} frame</source>
        <translation>{n} {n?кадр|кадра|кадров}</translation>
    </message>
    <message>
        <source>{n} frames</source>
        <translation>{n} {n?кадр|кадра|кадров}</translation>
    </message>
    <message>
        <source>{n} kB</source>
        <translation>{n} кБ</translation>
    </message>
    <message>
        <source>{n} of {n_all}</source>
        <translation>{n} из {n_all}</translation>
    </message>
    <message>
        <source>{n} take</source>
        <translation>{n} {n?дубль|дубля|дублей}</translation>
    </message>
    <message>
        <source>{n} takes</source>
        <translation>{n} {n?дубль|дубля|дублей}</translation>
    </message>
    <message>
        <source>{n} {unit} are fetched once from {address}.</source>
        <translation>Один раз загружается {n} {unit} с {address}.</translation>
    </message>
    <message>
        <source>{out} {ending}, and videos are written as {endings}: change the name.</source>
        <translation>Имя {out} {ending}, а видео пишется как {endings}: измените имя.</translation>
    </message>
    <message>
        <source>{parent} is not an episode: it has no episode.toml. `studio new` makes one.</source>
        <translation>{parent} – не эпизод: там нет episode.toml. Новый создаёт `studio new`.</translation>
    </message>
    <message>
        <source>{parent} may not be written to. Change its permissions, or choose another folder.</source>
        <translation>В {parent} нельзя писать. Измените права доступа или выберите другую папку.</translation>
    </message>
    <message>
        <source>{passed} of {tried} cannot pass</source>
        <translation>{passed} из {tried} пройти не могут</translation>
    </message>
    <message>
        <source>{path} cannot be cut there: it was encoded for another length.</source>
        <translation>Файл {path} там не разрезать: он закодирован для другой длины.</translation>
    </message>
    <message>
        <source>{path} cannot be opened for writing. Check the folder&apos;s permissions and the free space.</source>
        <translation>Файл {path} не открывается для записи. Проверьте права на папку и свободное место.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {strerror}.</source>
        <translation>Не открывается {path}: {strerror}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}. Mend that line and try again.</source>
        <translation>Не читается {path}: {error}. Исправьте эту строку и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>{path} could not be written: {strerror}. Check the disk and the path.</source>
        <translation>Не удалось записать {path}: {strerror}. Проверьте диск и путь.</translation>
    </message>
    <message>
        <source>{path} exists already. Choose another name, or allow replacing it.</source>
        <translation>Файл {path} уже есть. Выберите другое имя или разрешите замену.</translation>
    </message>
    <message>
        <source>{path} has another sha256</source>
        <translation>у {path} другой sha256</translation>
    </message>
    <message>
        <source>{path} has no sound in it: choose a file with a voice.</source>
        <translation>В {path} нет звука: выберите файл с голосом.</translation>
    </message>
    <message>
        <source>{path} has no video in it.</source>
        <translation>В {path} нет видео.</translation>
    </message>
    <message>
        <source>{path} has packets without time stamps: make it again.</source>
        <translation>В {path} есть пакеты без меток времени: создайте файл заново.</translation>
    </message>
    <message>
        <source>{path} has the tensors of {title} but is {size_text} and not the published {size_text2}: left out.</source>
        <translation>В {path} тензоры {title}, но размер {size_text}, а не опубликованный {size_text2}: пропущено.</translation>
    </message>
    <message>
        <source>{path} holds no certificate in PEM: choose the file that begins with -----BEGIN CERTIFICATE-----.</source>
        <translation>В {path} нет сертификата в PEM: выберите файл, который начинается с -----BEGIN CERTIFICATE-----.</translation>
    </message>
    <message>
        <source>{path} holds no private key in PEM: choose the file that begins with -----BEGIN PRIVATE KEY-----.</source>
        <translation>В {path} нет закрытого ключа в PEM: выберите файл, который начинается с -----BEGIN PRIVATE KEY-----.</translation>
    </message>
    <message>
        <source>{path} is a folder: give the file a name.</source>
        <translation>{path} – папка: дайте файлу имя.</translation>
    </message>
    <message>
        <source>{path} is a pickle, which can run any program when it is opened: it was left alone. The same weights as {file_name}: `studio weights fetch {name}`.</source>
        <translation>{path} – это pickle, при открытии он может запустить любую программу: он не тронут. Те же веса как {file_name}: `studio weights fetch {name}`.</translation>
    </message>
    <message>
        <source>{path} is another file</source>
        <translation>{path} – другой файл</translation>
    </message>
    <message>
        <source>{path} is damaged and could not be set aside. Rename or delete it.</source>
        <translation>Файл {path} повреждён, и отложить его не удалось. Переименуйте или удалите его.</translation>
    </message>
    <message>
        <source>{path} is damaged or cut off. Fetch it again.</source>
        <translation>Файл {path} повреждён или обрывается. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{path} is damaged or not the model its name promises. Fetch it again from OpenCV&apos;s model zoo.</source>
        <translation>Файл {path} повреждён или это не та модель, что обещает имя. Загрузите его заново из собрания моделей OpenCV.</translation>
    </message>
    <message>
        <source>{path} is damaged. Delete it: digests are then recorded anew by `studio weights verify`.</source>
        <translation>Файл {path} повреждён. Удалите его: суммы запишет заново `studio weights verify`.</translation>
    </message>
    <message>
        <source>{path} is no .safetensors file, and no other file of weights is opened, for it can run any program. Convert it once: {command}</source>
        <translation>{path} не файл .safetensors, а другие файлы весов не открываются: они могут выполнить любую программу. Преобразуйте его один раз: {command}</translation>
    </message>
    <message>
        <source>{path} is no captions file that can be read from line {line} on: mend it there, or save the captions as SubRip (.srt) or WebVTT (.vtt) in UTF-8 and try again.</source>
        <translation>{path} не читается как файл титров начиная со строки {line}: исправьте её или сохраните титры как SubRip (.srt) или WebVTT (.vtt) в UTF-8 и попробуйте снова.</translation>
    </message>
    <message>
        <source>{path} is no preset: it is larger than {largest_file} bytes.</source>
        <translation>{path} – не пресет: файл больше {largest_file} {largest_file?байта|байт|байт}.</translation>
    </message>
    <message>
        <source>{path} is no safetensors file: pickled weights are not opened, for they can run code. Give the published .safetensors file.</source>
        <translation>{path} – не файл safetensors: веса в pickle не открываются, они могут запускать код. Дайте опубликованный файл .safetensors.</translation>
    </message>
    <message>
        <source>{path} is no transformer of FLUX.1: give its diffusers folder or a .safetensors file.</source>
        <translation>{path} – не трансформер FLUX.1: дайте его папку diffusers или файл .safetensors.</translation>
    </message>
    <message>
        <source>{path} is no video of constant frame rate: make it again.</source>
        <translation>{path} – не видео с постоянной частотой кадров: создайте его заново.</translation>
    </message>
    <message>
        <source>{path} is not a sound as the studio keeps it: add the recording once more.</source>
        <translation>{path} – не звук в том виде, в каком его хранит студия: добавьте запись ещё раз.</translation>
    </message>
    <message>
        <source>{path} is not a {what} file that can be read.</source>
        <translation>Файл {path} не читается как {what}.</translation>
    </message>
    <message>
        <source>{path} is not ready for {title} {variant}: {names} is missing. Run in it: {commands}.</source>
        <translation>В {path} ещё не всё готово для {title} {variant}: нет {names}. Выполните там: {commands}.</translation>
    </message>
    <message>
        <source>{path} is not the published {file_name} (another sha256): {title} was left out.</source>
        <translation>{path} – не опубликованный {file_name} (другая sha256): {title} пропущено.</translation>
    </message>
    <message>
        <source>{path} is not there: ${weights_variable} must name a folder with all weights of flux-pulid, or not be set.</source>
        <translation>Папки {path} нет: ${weights_variable} должна называть папку со всеми весами flux-pulid или не быть задана.</translation>
    </message>
    <message>
        <source>{path} is one picture: give a video or the folder of the frames.</source>
        <translation>{path} – одна картинка: дайте видео или папку с кадрами.</translation>
    </message>
    <message>
        <source>{path} names no pictures: write a line such as picture_50.png,50.</source>
        <translation>В {path} не названа ни одна картинка: впишите строку вроде picture_50.png,50.</translation>
    </message>
    <message>
        <source>{path} states sizes that cannot be read. Fetch it again.</source>
        <translation>Размеры в {path} не читаются. Загрузите файл заново.</translation>
    </message>
    <message>
        <source>{path}, [review.thresholds]</source>
        <translation>{path}, раздел [review.thresholds]</translation>
    </message>
    <message>
        <source>{path}: [engines.{name}] is no engine that this version knows; it knows {known_engines}. Take that table out, or update the studio.</source>
        <translation>{path}: [engines.{name}] — движок, которого эта версия не знает; известны: {known_engines}. Уберите эту таблицу или обновите студию.</translation>
    </message>
    <message>
        <source>{path}: [engines.{name}] needs a path and a python, such as path = &quot;/opt/LatentSync&quot;.</source>
        <translation>{path}: в [engines.{name}] нужны path и python, например path = &quot;/opt/LatentSync&quot;.</translation>
    </message>
    <message>
        <source>{path}: [hosts.{name}] needs a target, such as target = &quot;me@box&quot;.</source>
        <translation>{path}: в [hosts.{name}] нужен target, например target = &quot;me@box&quot;.</translation>
    </message>
    <message>
        <source>{path}: [{inside}] must be a table.</source>
        <translation>{path}: раздел [{inside}] должен быть таблицей.</translation>
    </message>
    <message>
        <source>{path}: [{name}] must be a table of tables, such as [{name2}.{example}].</source>
        <translation>{path}: раздел [{name}] должен состоять из разделов, например [{name2}.{example}].</translation>
    </message>
    <message>
        <source>{path}: each entry of identity.pictures needs a file, such as {file = &quot;a.png&quot;}.</source>
        <translation>{path}: каждой записи identity.pictures нужен файл, например {file = &quot;a.png&quot;}.</translation>
    </message>
    <message>
        <source>{path}: in [hosts.{name}], command must be a list of words and ssh_config a path.</source>
        <translation>{path}: в [hosts.{name}] command должна быть списком слов, а ssh_config путём.</translation>
    </message>
    <message>
        <source>{path}: {name} has no variant {variant}; it has {variants}.</source>
        <translation>{path}: у {name} нет варианта {variant}; есть {variants}.</translation>
    </message>
    <message>
        <source>{period} holds {frames} frames at {fps} a second where the loop needs {unit} at {fps2}: encode it again.</source>
        <translation>В {period} {frames} {frames?кадр|кадра|кадров} при {fps} к/с, а петле нужно {unit} при {fps2}: закодируйте заново.</translation>
    </message>
    <message>
        <source>{picks} picks have {picks2} steps, got {n_neighbours}</source>
        <translation>у {picks} выбранных должно быть шагов {picks2}, а их {n_neighbours}</translation>
    </message>
    <message>
        <source>{precision}, all on the card</source>
        <translation>{precision}, всё на карте</translation>
    </message>
    <message>
        <source>{precision}, blocks visit the card one by one</source>
        <translation>{precision}, блоки проходят через карту по одному</translation>
    </message>
    <message>
        <source>{python} does not run: give the Python of the engine&apos;s own environment.</source>
        <translation>{python} не запускается: укажите Python из окружения самого движка.</translation>
    </message>
    <message>
        <source>{python} is no Python: give the one of the engine&apos;s own environment.</source>
        <translation>{python} – не Python: укажите Python из окружения самого движка.</translation>
    </message>
    <message>
        <source>{score} &lt;= {n}</source>
        <translation>{score} ≤ {n}</translation>
    </message>
    <message>
        <source>{score} &gt;= {n}</source>
        <translation>{score} ≥ {n}</translation>
    </message>
    <message>
        <source>{score} None</source>
        <translation>{score}: выкл.</translation>
    </message>
    <message>
        <source>{score} within +-{n}</source>
        <translation>{score} в пределах ±{n}</translation>
    </message>
    <message>
        <source>{sentence}, but a video: give {video} itself.</source>
        <translation>{sentence}, но есть видео: дайте само {video}.</translation>
    </message>
    <message>
        <source>{sentence}: give the folder that the frames lie in.</source>
        <translation>{sentence}: дайте папку, в которой лежат кадры.</translation>
    </message>
    <message>
        <source>{size} bytes</source>
        <translation>{size} {size?байт|байта|байтов}</translation>
    </message>
    <message>
        <source>{spelled} is {value}; it must be {wanted}.</source>
        <translation>{spelled} – {value}, а нужно {wanted}.</translation>
    </message>
    <message>
        <source>{target} is nothing that ssh can be given: write user@computer, ssh://user@computer:port, or a host of ~/.ssh/config.</source>
        <translation>{target} нельзя передать ssh: напишите user@computer, ssh://user@computer:port или хост из ~/.ssh/config.</translation>
    </message>
    <message>
        <source>{title} cannot use the card from its environment: install there the build of torch that fits card and driver.</source>
        <translation>{title} не может использовать карту из своего окружения: установите там сборку torch, которая подходит карте и драйверу.</translation>
    </message>
    <message>
        <source>{title} deletes files in its own folder, so it is run beside it, through links, which cannot be made here: on Windows, switch on the developer mode.</source>
        <translation>{title} удаляет файлы в своей папке, поэтому запускается рядом с ней через ссылки, а их здесь не создать: в Windows включите режим разработчика.</translation>
    </message>
    <message>
        <source>{title} did not find a file it was given. Try again.</source>
        <translation>{title} не нашёл файла, который ему дали. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>{title} ended without a word and left no {what}. Try again, and look at the log.</source>
        <translation>{title} молча завершился и не оставил результата ({what}). Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} failed ({how_ended}): {last_lines}</source>
        <translation>{title} не справился ({how_ended}): {last_lines}</translation>
    </message>
    <message>
        <source>{title} finds faces by insightface, which is not this episode&apos;s analyzer: it may refuse a frame in which {analyzer} sees a face.</source>
        <translation>{title} ищет лица через insightface, а анализатор эпизода другой: он может не принять кадр, в котором {analyzer} видит лицо.</translation>
    </message>
    <message>
        <source>{title} finds no face in {frames_text}, and they cannot be re-rolled: the takes under review are of other settings, or another face, than the episode has now. Generate anew, or let them be replaced with --refused-frames neighbour.</source>
        <translation>{title} не находит лица: {frames_text}. Переделать эти кадры нельзя: просматриваемые дубли сделаны с другими настройками или с другим лицом, чем теперь у выпуска. Сгенерируйте заново или замените их: --refused-frames neighbour.</translation>
    </message>
    <message>
        <source>{title} finds no face in {frames_text}: re-rolled.</source>
        <translation>{title} не находит лица: {frames_text}. Переделывается.</translation>
    </message>
    <message>
        <source>{title} finds no face in {frames_text}: under lip sync the nearest picture with a face is shown there.</source>
        <translation>{title} не находит лица: {frames_text}. При движении губ там показана ближайшая картинка с лицом.</translation>
    </message>
    <message>
        <source>{title} found no face in a frame of the loop, which ends its work: reject the take in which the face is hidden, turned away or small, or let such frames be replaced (the setting of refused frames).</source>
        <translation>{title} не нашёл лица в кадре петли и на этом прекратил работу: отклоните дубль, где лицо закрыто, отвёрнуто или мало, или разрешите заменять такие кадры (настройка кадров без лица).</translation>
    </message>
    <message>
        <source>{title} is not here, and is fetched only after its licence ({name}) was read and accepted: run `studio weights fetch {name2}` in a terminal{otherwise}.</source>
        <translation>{title} здесь нет, а загрузка возможна только после того, как прочитана и принята лицензия ({name}): выполните `studio weights fetch {name2}` в терминале {otherwise}.</translation>
    </message>
    <message>
        <source>{title} is not here. {joined_steps} If you have the files already, run `studio weights import DIR` on their folder.</source>
        <translation>{title} здесь нет. {joined_steps} Если файлы у вас уже есть, выполните `studio weights import ПАПКА` для их папки.</translation>
    </message>
    <message>
        <source>{title} is under {licence} ({address}).</source>
        <translation>{title} – под лицензией: {licence} ({address}).</translation>
    </message>
    <message>
        <source>{title} is under {name} ({address}). {terms} {size_text} are fetched once from {address2}.</source>
        <translation>{title} – под лицензией {name} ({address}). {terms} Один раз загружается {size_text} с {address2}.</translation>
    </message>
    <message>
        <source>{title} lacks the package {found} in its environment: install there what its requirements list.</source>
        <translation>В окружении {title} нет пакета {found}: установите там всё из его списка требований (requirements).</translation>
    </message>
    <message>
        <source>{title} left a {what} that cannot be read: it is not used. Try again, and look at the log.</source>
        <translation>{title} оставил результат ({what}), который не читается: он не используется. Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} made a video of {n_fps} frames a second where {n_fps2} was given: it is not used. Try again, and look at the log.</source>
        <translation>{title} сделал видео с частотой {n_fps} к/с, а дано было {n_fps2}: оно не используется. Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} made a video of {width}x{height} where {width2}x{height2} was given: it is not used. Try again, and look at the log.</source>
        <translation>{title} сделал видео {width}x{height}, а дано было {width2}x{height2}: оно не используется. Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} made {frame_count} frames where {frames} were asked for: they are not used. Try again, and look at the log.</source>
        <translation>{title} сделал кадров: {frame_count}, а нужно было {frames}: они не используются. Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} made {n_duration_s} s of sound where {n_seconds} s were asked for: it is not used. Try again, and look at the log.</source>
        <translation>{title} сделал {n_duration_s} с звука, а нужно было {n_seconds} с: он не используется. Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} needs the program ffmpeg: install it in its environment or on the PATH.</source>
        <translation>{title} не работает без программы ffmpeg: установите её в его окружении или в PATH.</translation>
    </message>
    <message>
        <source>{title} ran out of GPU memory: close what else uses the card, or add it again with a smaller --variant.</source>
        <translation>{title} не хватило памяти GPU: закройте то, что ещё занимает карту, или добавьте его заново с меньшим --variant.</translation>
    </message>
    <message>
        <source>{title} took longer than {limit_s} for {n_seconds} s of video and was ended. Try again, and look at the log.</source>
        <translation>{title} работал дольше {limit_s} над {n_seconds} с видео и был остановлен. Попробуйте ещё раз и загляните в журнал.</translation>
    </message>
    <message>
        <source>{title} was given a video that is too short for the sound that was asked for. Try again.</source>
        <translation>{title} получил видео короче, чем нужно для заказанного звука. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>{title} would find no face in any pick. Review the takes, or choose another lip sync.</source>
        <translation>{title} не нашёл бы лица ни в одном выбранном дубле. Просмотрите дубли или выберите другое движение губ.</translation>
    </message>
    <message>
        <source>{title} would find no face in {frames}, and one such frame ends its work: reject these takes, or let them be replaced with --refused-frames neighbour.</source>
        <translation>{title} не нашёл бы лица: {frames}; один такой кадр прекращает его работу. Отклоните эти дубли или разрешите замену: --refused-frames neighbour.</translation>
    </message>
    <message>
        <source>{title}: {terms} Not in {regions}.</source>
        <translation>{title}: {terms} Не действует здесь: {regions}.</translation>
    </message>
    <message>
        <source>{twice} is given twice, and only one of them would count: write it once.</source>
        <translation>{twice} указано дважды, а учесть можно только одно: напишите один раз.</translation>
    </message>
    <message>
        <source>{url} came without the name of its content. Check $HF_ENDPOINT.</source>
        <translation>{url} пришёл без имени содержимого. Проверьте $HF_ENDPOINT.</translation>
    </message>
    <message>
        <source>{url} could not be fetched. Check the network and try again, or fetch the file by hand.</source>
        <translation>Загрузить {url} не удалось. Проверьте сеть и попробуйте ещё раз или загрузите файл сами.</translation>
    </message>
    <message>
        <source>{url} could not be fetched. Check the network and try again: what has come is kept.</source>
        <translation>Загрузить {url} не удалось. Проверьте сеть и попробуйте ещё раз: что уже пришло, сохранено.</translation>
    </message>
    <message>
        <source>{url} could not be fetched: the server answered {status_code}. Try again later.</source>
        <translation>Загрузить {url} не удалось: сервер ответил {status_code}. Попробуйте позже.</translation>
    </message>
    <message>
        <source>{value} frames a second is outside {slowest_fps} to {fastest_fps}: choose a rate in between.</source>
        <translation>Частота {value} к/с вне пределов от {slowest_fps} до {fastest_fps}: выберите между ними.</translation>
    </message>
    <message>
        <source>{value} is no frame rate: write 25, 29.97 or 30000/1001.</source>
        <translation>{value} – не частота кадров: напишите 25, 29.97 или 30000/1001.</translation>
    </message>
    <message>
        <source>{verb} with {options}</source>
        <translation>{verb} через {options}</translation>
    </message>
    <message>
        <source>{weights} holds the weights of no network that spandrel knows: choose an upscaler&apos;s.</source>
        <translation>В {weights} нет весов сети, известной spandrel: выберите веса увеличителя.</translation>
    </message>
    <message>
        <source>{weights} is damaged or no safetensors file: copy it again.</source>
        <translation>{weights} повреждён или не является файлом safetensors: скопируйте его снова.</translation>
    </message>
    <message>
        <source>{weights} is no upscaler of colour pictures: choose another file.</source>
        <translation>{weights} не увеличивает цветные картинки: выберите другой файл.</translation>
    </message>
    <message>
        <source>{what} is not the published file: it has no {name}. Fetch it again.</source>
        <translation>{what} – не опубликованный файл: в нём нет {name}. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{what} is not the published file: its {name} is {size}, not {size2}. Fetch it again.</source>
        <translation>{what} – не опубликованный файл: {name} – {size}, а не {size2}. Загрузите его заново.</translation>
    </message>
    <message>
        <source>{what} is {given}</source>
        <translation>{what}: дано {given}</translation>
    </message>
    <message>
        <source>{what} is {n_value}; it must lie between {n_lowest} and {n_highest}</source>
        <translation>{what}: {n_value}, а должно лежать между {n_lowest} и {n_highest}</translation>
    </message>
    <message>
        <source>{what} is {value}; it must be a number</source>
        <translation>{what}: {value}, а нужно число</translation>
    </message>
    <message>
        <source>{why_counted}: the pictures are numbered 0-{n_files}</source>
        <translation>{why_counted}: картинки пронумерованы 0-{n_files}</translation>
    </message>
    <message>
        <source>{words}, whole and by name, size or tensors.</source>
        <translation>{words}, целиком и по имени, размеру или тензорам.</translation>
    </message>
    <message>
        <source>{word} cannot be read: write preset=A, frames=30 or voice=60 (seconds).</source>
        <translation>{word} не читается: напишите preset=A, frames=30 или voice=60 (секунды).</translation>
    </message>
    <message>
        <source>{word} frames {frames}</source>
        <translation>{word}: кадры {frames}</translation>
    </message>
    <message>
        <source>{word} {n_count} take</source>
        <translation>{word}: {n_count} {n_count?дубль|дубля|дублей}</translation>
    </message>
    <message>
        <source>{word} {n_count} takes</source>
        <translation>{word}: {n_count} {n_count?дубль|дубля|дублей}</translation>
    </message>
    <message>
        <source>{word} {n_takes} takes</source>
        <translation>{word}: {n_takes} {n_takes?дубль|дубля|дублей}</translation>
    </message>
    <message>
        <source>{yunet}; without SFace no identity</source>
        <translation>{yunet}; без SFace нет сходства</translation>
    </message>
</context>
<context>
    <name>MadeRow</name>
    <message>
        <source>Made with the next export, and heard from then on</source>
        <translation>Создаются при следующем экспорте и слышны с тех пор</translation>
    </message>
    <message>
        <source>Silent while a track is solo</source>
        <translation>Молчат, пока одна из дорожек солирует</translation>
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
    <name>MarksSection</name>
    <message>
        <source>✓ C2PA + metadata</source>
        <translation>✓ C2PA + метаданные</translation>
    </message>
    <message>
        <source>metadata only</source>
        <translation>только метаданные</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>lower right</source>
        <translation>внизу справа</translation>
    </message>
    <message>
        <source>sign with the studio&apos;s own</source>
        <translation>подписывать сертификатом студии</translation>
    </message>
    <message>
        <source>Says it is generated</source>
        <translation>Метка «создано ИИ»</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Подписывает</translation>
    </message>
    <message>
        <source>Visible credit</source>
        <translation>Видимая надпись</translation>
    </message>
    <message>
        <source>Machines that look for generated media find it marked in the file; whoever changes the video breaks the signature.</source>
        <translation>Программы, которые ищут созданное ИИ, найдут метку в файле; кто изменит видео, нарушит подпись.</translation>
    </message>
    <message>
        <source>Say whose face it is</source>
        <translation>Укажите, чьё это лицо</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Лицо</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Сделано с</translation>
    </message>
    <message>
        <source>Preset and engine; both stand in the file.</source>
        <translation>Пресет и движок; оба записаны в файле.</translation>
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
    <message>
        <source>the studio: untrusted</source>
        <translation>студия: без доверия</translation>
    </message>
    <message>
        <source>A self-signed certificate: readers of C2PA show it as untrusted. A click chooses one of your own.</source>
        <translation>Самоподписанный сертификат: программы, читающие C2PA, покажут, что доверия ему нет. Щелчок выберет ваш собственный.</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Файлы PEM (*.pem *.crt *.cer *.key);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>Сертификат (PEM)</translation>
    </message>
    <message>
        <source>Its private key (PEM)</source>
        <translation>Его закрытый ключ (PEM)</translation>
    </message>
</context>
<context>
    <name>MixOptions</name>
    <message>
        <source> dB</source>
        <translation> дБ</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>не тише</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>Under the voice, others go down</source>
        <translation>Остальное под голосом</translation>
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
        <source>Every take made from a frame of the source comes here, with its scores.</source>
        <translation>Сюда приходит каждый дубль, сделанный из кадра источника, с его оценками.</translation>
    </message>
    <message>
        <source>Start in Generate ({key}).</source>
        <translation>Начните в «Генерации» ({key}).</translation>
    </message>
    <message>
        <source>Drop the pictures of the face and the source in Prepare ({key}) first.</source>
        <translation>Сначала бросьте фото лица и источник в «Подготовку» ({key}).</translation>
    </message>
    <message>
        <source>No takes yet</source>
        <translation>Дублей ещё нет</translation>
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
    <name>PictureOptions</name>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>Lanczos instead</source>
        <translation>вернуть Ланцош</translation>
    </message>
    <message>
        <source>Fade in from black</source>
        <translation>Появление из чёрного</translation>
    </message>
    <message>
        <source>Fade out to black</source>
        <translation>Уход в чёрное</translation>
    </message>
    <message>
        <source>Made larger by</source>
        <translation>Увеличивает</translation>
    </message>
    <message>
        <source>Lanczos · choose weights…</source>
        <translation>Ланцош · выбрать веса…</translation>
    </message>
    <message>
        <source>Weights of an upscaler, such as Real-ESRGAN, as .safetensors</source>
        <translation>Веса увеличителя, например Real-ESRGAN, в файле .safetensors</translation>
    </message>
    <message>
        <source>Upscaler weights (*.safetensors)</source>
        <translation>Веса увеличителя (*.safetensors)</translation>
    </message>
    <message>
        <source>Upscaler weights</source>
        <translation>Веса увеличителя</translation>
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
    <name>PlanTable</name>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>что если</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>измерено</translation>
    </message>
    <message>
        <source>{episode}, {frames} frames</source>
        <translation>{episode}, кадров: {frames}</translation>
    </message>
    <message>
        <source>Episode</source>
        <translation>Эпизод</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>The middle 80 % of the runs on this machine, and how many there were</source>
        <translation>Средние 80 % запусков на этом компьютере и сколько их было</translation>
    </message>
    <message>
        <source>n {runs}</source>
        <translation>n {runs}</translation>
    </message>
</context>
<context>
    <name>PlotArea</name>
    <message>
        <source>Score shown in the plots</source>
        <translation>Оценка на графиках</translation>
    </message>
    <message>
        <source>Time and recommendation</source>
        <translation>Время и рекомендация</translation>
    </message>
    <message>
        <source>Scores of every take</source>
        <translation>Оценки всех дублей</translation>
    </message>
    <message>
        <source>Strict pass by time of a frame; bars are 95 % intervals, dashed: not beaten</source>
        <translation>Отбор и время кадра; отрезки 95 %, пунктир: не превзойдены</translation>
    </message>
    <message>
        <source>Strict pass of each preset; bars are 95 % intervals</source>
        <translation>Строгий отбор по пресетам; отрезки: 95 %-е интервалы</translation>
    </message>
    <message>
        <source>Nothing is shown by yaw: {analyzer} measured none. insightface does, see Models in Prepare.</source>
        <translation>По повороту показать нечего: {analyzer} его не измеряет. Измеряет insightface, см. «Модели» в подготовке.</translation>
    </message>
    <message>
        <source>By the yaw of the face</source>
        <translation>По повороту лица</translation>
    </message>
    <message>
        <source>By preset: every take, middle half, median</source>
        <translation>По пресетам: все дубли, средняя половина, медиана</translation>
    </message>
    <message>
        <source>By preset: one frame in {step}, middle half and median of all</source>
        <translation>По пресетам: один кадр из {step}, средняя половина и медиана всех</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
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
    <message>
        <source>{first} begins the range at #{frame}, {last} ends it there, {all} takes all frames</source>
        <translation>{first} – начать с #{frame}, {last} – закончить на нём, {all} – взять все кадры</translation>
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
        <source>not measured</source>
        <translation>не измерено</translation>
    </message>
    <message>
        <source>Seconds a frame are measured when takes are generated with it.</source>
        <translation>Секунды на кадр измеряются, когда с ним делают дубли.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message numerus="yes">
        <source>{seconds} s a frame with {engine}, %n run(s)</source>
        <translation>
            <numerusform>{seconds} с на кадр, {engine}, %n запуск</numerusform>
            <numerusform>{seconds} с на кадр, {engine}, %n запуска</numerusform>
            <numerusform>{seconds} с на кадр, {engine}, %n запусков</numerusform>
        </translation>
    </message>
    <message>
        <source>strict pass: no takes here yet</source>
        <translation>строгий проход: дублей ещё нет</translation>
    </message>
    <message>
        <source>strict pass {share} % ({low} – {high}) of {tried} · {engine}</source>
        <translation>строгий проход {share} % ({low} – {high}) из {tried} · {engine}</translation>
    </message>
    <message numerus="yes">
        <source>{passed} of {tried} takes in %n episode(s) of this machine with face found ≥ {limit}; in brackets the 95 % interval (Wilson)</source>
        <translation>
            <numerusform>{passed} из {tried} дублей в %n эпизоде на этой машине с «лицо найдено» ≥ {limit}; в скобках 95 % интервал (Уилсон)</numerusform>
            <numerusform>{passed} из {tried} дублей в %n эпизодах на этой машине с «лицо найдено» ≥ {limit}; в скобках 95 % интервал (Уилсон)</numerusform>
            <numerusform>{passed} из {tried} дублей в %n эпизодах на этой машине с «лицо найдено» ≥ {limit}; в скобках 95 % интервал (Уилсон)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetEditor</name>
    <message>
        <source>fp8 changes pictures. Make some frames in bf16 too and compare them in Review before you rely on it.</source>
        <translation>fp8 меняет картинки. Сделайте несколько кадров и в bf16 и сравните их в «Отборе», прежде чем на него полагаться.</translation>
    </message>
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
        <source>Read as</source>
        <translation>Читать как</translation>
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
    <name>PublishSection</name>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Открыть страницу</translation>
    </message>
    <message>
        <source>Do not publish</source>
        <translation>Не публиковать</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Имя файла</translation>
    </message>
    <message>
        <source>not published: the videos stay in the episode</source>
        <translation>не публикуется: видео остаются в эпизоде</translation>
    </message>
    <message>
        <source>video, poster, captions, page, report</source>
        <translation>видео, заставка, титры, страница, отчёт</translation>
    </message>
    <message>
        <source>{name} is there already and will be replaced.</source>
        <translation>{name} уже есть и будет заменено.</translation>
    </message>
    <message>
        <source>Publish to</source>
        <translation>Публиковать в</translation>
    </message>
</context>
<context>
    <name>QCoreApplication</name>
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
        <source>{frames}: {seconds} s before the motion repeats, if all pass</source>
        <translation>{frames}: {seconds} с без повтора, если пройдут все</translation>
    </message>
    <message>
        <source>{frames}: {seconds} s before the motion repeats, at {share} % pass</source>
        <translation>{frames}: {seconds} с без повтора, если пройдут {share} %</translation>
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
    <name>RecommendationCard</name>
    <message>
        <source>What this cannot tell</source>
        <translation>О чём это не говорит</translation>
    </message>
    <message>
        <source>Recommendation</source>
        <translation>Рекомендация</translation>
    </message>
    <message>
        <source>Analysing…</source>
        <translation>Анализ…</translation>
    </message>
    <message>
        <source>No take yet</source>
        <translation>Дублей ещё нет</translation>
    </message>
    <message>
        <source>No recommendation</source>
        <translation>Рекомендации нет</translation>
    </message>
    <message>
        <source>{preset}, for strict pass and time</source>
        <translation>{preset}: по отбору и времени</translation>
    </message>
    <message>
        <source>{preset}, for strict pass</source>
        <translation>{preset}: по строгому отбору</translation>
    </message>
    <message>
        <source>{preset} leads, not decided</source>
        <translation>{preset} впереди, не решено</translation>
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
        <source>{det}, good from {least}</source>
        <translation>{det}, хорошо от {least}</translation>
    </message>
    <message>
        <source>Face found (det)</source>
        <translation>Лицо найдено (det)</translation>
    </message>
    <message>
        <source>det {det}</source>
        <translation>det {det}</translation>
    </message>
    <message>
        <source>turned {yaw}°</source>
        <translation>поворот {yaw}°</translation>
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
        <source>{yaw}°, good within ±{most}°</source>
        <translation>{yaw}°, хорошо до ±{most}°</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Резкость</translation>
    </message>
    <message>
        <source>{value}, good from {least}</source>
        <translation>{value}, хорошо от {least}</translation>
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
        <source>{value} {sign} from {limit}</source>
        <translation>{value} {sign} от {limit}</translation>
    </message>
    <message>
        <source>pictures {first} and {second}: {value}</source>
        <translation>картинки {first} и {second}: {value}</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Nothing was exported yet. Every video that you export is listed here.</source>
        <translation>Экспорта ещё не было. Здесь будет каждое готовое видео.</translation>
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
    <message>
        <source>Sweeps</source>
        <translation>Сравнения</translation>
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
        <source>Look again</source>
        <translation>Посмотреть снова</translation>
    </message>
    <message>
        <source>Drop one video, or the folder that the pictures lie in.</source>
        <translation>Бросьте одно видео или папку, где лежат картинки.</translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} к/с</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
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
    <name>StageLine</name>
    <message>
        <source>Show this result alone</source>
        <translation>Показать только этот результат</translation>
    </message>
    <message>
        <source>Show this result alone	O</source>
        <translation>Показать только этот результат	O</translation>
    </message>
    <message>
        <source>Choose…	Space</source>
        <translation>Выбрать…	Пробел</translation>
    </message>
</context>
<context>
    <name>StageRows</name>
    <message>
        <source>Loop</source>
        <translation>Петля</translation>
    </message>
    <message>
        <source>Lip sync</source>
        <translation>Движение губ</translation>
    </message>
    <message>
        <source>Foley</source>
        <translation>Шумы</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>Сведение</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Титры</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Публикация</translation>
    </message>
    <message>
        <source>{target} · pictures</source>
        <translation>{target} · картинки</translation>
    </message>
    <message>
        <source>{target} · marks, C2PA</source>
        <translation>{target} · пометки, C2PA</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation>заняло {time}</translation>
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
    <message>
        <source>the voice alone</source>
        <translation>только голос</translation>
    </message>
</context>
<context>
    <name>StagesPanel</name>
    <message>
        <source>One click</source>
        <translation>Одним щелчком</translation>
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
        <source>failed</source>
        <translation>не удалось</translation>
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
        <source>{time} in all</source>
        <translation>всего {time}</translation>
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
    <name>StartPanel</name>
    <message>
        <source>New sweep</source>
        <translation>Новое сравнение</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>so many, spread evenly</source>
        <translation>столько, равномерно</translation>
    </message>
    <message>
        <source>so many, by chance</source>
        <translation>столько, случайно</translation>
    </message>
    <message>
        <source>a range, such as 50-99</source>
        <translation>диапазон, например 50-99</translation>
    </message>
    <message>
        <source>all of the episode&apos;s range</source>
        <translation>весь диапазон эпизода</translation>
    </message>
    <message>
        <source>What do you want to know? It stands in the report.</source>
        <translation>Что вы хотите узнать? Это войдёт в отчёт.</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Пресеты</translation>
    </message>
    <message>
        <source>How frames are chosen</source>
        <translation>Как выбраны кадры</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Vary a setting</source>
        <translation>Менять настройку</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Вопрос</translation>
    </message>
    <message>
        <source>Pictures made elsewhere</source>
        <translation>Картинки, сделанные не здесь</translation>
    </message>
    <message>
        <source>Compare presets</source>
        <translation>Сравнить пресеты</translation>
    </message>
    <message>
        <source>A sweep makes takes of the same frames with every preset, in turns, and says which differences hold.</source>
        <translation>Сравнение делает дубли одних и тех же кадров каждым пресетом по очереди и говорит, какие различия подтверждены.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Добавить папку…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>Менять</translation>
    </message>
    <message>
        <source>Made elsewhere</source>
        <translation>Сделано не здесь</translation>
    </message>
    <message>
        <source>Drop the pictures of the face and the source in Prepare first.</source>
        <translation>Сначала добавьте картинки лица и исходник в «Подготовке».</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Подсчёт…</translation>
    </message>
    <message numerus="yes">
        <source>%n preset(s)</source>
        <translation>
            <numerusform>%n пресет</numerusform>
            <numerusform>%n пресета</numerusform>
            <numerusform>%n пресетов</numerusform>
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
    <message numerus="yes">
        <source>%n take(s) are there already, none is made twice</source>
        <translation>
            <numerusform>%n дубль уже есть, дважды ничего не делается</numerusform>
            <numerusform>%n дубля уже есть, дважды ничего не делается</numerusform>
            <numerusform>%n дублей уже есть, дважды ничего не делается</numerusform>
        </translation>
    </message>
    <message>
        <source>none made twice</source>
        <translation>дважды ничего не делается</translation>
    </message>
    <message numerus="yes">
        <source>Make %n take(s)</source>
        <translation>
            <numerusform>Сделать %n дубль</numerusform>
            <numerusform>Сделать %n дубля</numerusform>
            <numerusform>Сделать %n дублей</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare what is there</source>
        <translation>Сравнить то, что есть</translation>
    </message>
    <message>
        <source>{action} · never timed here</source>
        <translation>{action} · время неизвестно</translation>
    </message>
    <message>
        <source>{action} · {time}</source>
        <translation>{action} · {time}</translation>
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
    <name>SweepCommands</name>
    <message numerus="yes">
        <source>Run %n more frame(s)</source>
        <translation>
            <numerusform>Ещё %n кадр</numerusform>
            <numerusform>Ещё %n кадра</numerusform>
            <numerusform>Ещё %n кадров</numerusform>
        </translation>
    </message>
    <message>
        <source>{action} · {time}</source>
        <translation>{action} · {time}</translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>Папка для отчёта</translation>
    </message>
    <message>
        <source>The report was written to {folder}.</source>
        <translation>Отчёт записан в {folder}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>{name} stays your default preset; its note tells of this sweep.</source>
        <translation>Пресет {name} остаётся основным; в его заметке записано это сравнение.</translation>
    </message>
    <message>
        <source>{name} is your default preset now, and its note tells why. Episodes that exist stay as they are.</source>
        <translation>Теперь основной пресет {name}, в его заметке записано почему. Готовые эпизоды не изменились.</translation>
    </message>
    <message>
        <source>Back to {name}</source>
        <translation>Вернуть {name}</translation>
    </message>
    <message>
        <source>{name} is your default preset again.</source>
        <translation>Основной пресет снова {name}.</translation>
    </message>
</context>
<context>
    <name>SweepHead</name>
    <message>
        <source>Other sweeps</source>
        <translation>Другие сравнения</translation>
    </message>
    <message>
        <source>New sweep…</source>
        <translation>Новое сравнение…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Отчёт…</translation>
    </message>
    <message>
        <source>Blind compare</source>
        <translation>Вслепую</translation>
    </message>
</context>
<context>
    <name>SweepProgress</name>
    <message>
        <source>Progress of the sweep</source>
        <translation>Ход сравнения</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>What is made is kept; the sweep goes on where it stopped.</source>
        <translation>Сделанное остаётся; сравнение продолжится с этого места.</translation>
    </message>
    <message>
        <source>{done} of {total} takes</source>
        <translation>{done} из {total} дублей</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>не закончено</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>на паузе</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>ждёт очереди</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>загрузка</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>осталось {time}</translation>
    </message>
</context>
<context>
    <name>SweepTable</name>
    <message>
        <source>Presets of the sweep</source>
        <translation>Пресеты сравнения</translation>
    </message>
    <message>
        <source>As many as there is room for</source>
        <translation>Сколько поместится</translation>
    </message>
</context>
<context>
    <name>SweepView</name>
    <message numerus="yes">
        <source>%n take(s), none made twice</source>
        <translation>
            <numerusform>%n дубль, дважды ничего не делается</numerusform>
            <numerusform>%n дубля, дважды ничего не делается</numerusform>
            <numerusform>%n дублей, дважды ничего не делается</numerusform>
        </translation>
    </message>
    <message>
        <source>order interleaved · measured by {analyzer}</source>
        <translation>порядок чередуется · измерено: {analyzer}</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Пресеты</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Контрольный лист</translation>
    </message>
    <message>
        <source>click a picture, a point or a row</source>
        <translation>щёлкните картинку, точку или строку</translation>
    </message>
    <message>
        <source>Make {preset} the default</source>
        <translation>Сделать {preset} основным</translation>
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
        <source>Accept</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
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
    <name>TargetCard</name>
    <message>
        <source>{target}, chosen</source>
        <translation>{target}, цель выбрана</translation>
    </message>
</context>
<context>
    <name>TargetTexts</name>
    <message>
        <source>{size} H.264, {fps} fps</source>
        <translation>{size} H.264, {fps} к/с</translation>
    </message>
    <message>
        <source>the takes&apos; own size, H.264</source>
        <translation>размер дублей, H.264</translation>
    </message>
    <message>
        <source>short side 1080, made larger after lip sync</source>
        <translation>короткая сторона 1080, увеличение после движения губ</translation>
    </message>
    <message>
        <source>1080×1920, H.264</source>
        <translation>1080×1920, H.264</translation>
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
        <source>{captions} as files beside it</source>
        <translation>{captions} файлами рядом</translation>
    </message>
    <message>
        <source>{captions} as a track</source>
        <translation>{captions} дорожкой</translation>
    </message>
    <message>
        <source>{captions} burnt in</source>
        <translation>{captions} в картинке</translation>
    </message>
    <message>
        <source>Lanczos: no upscaler weights were chosen</source>
        <translation>Ланцош: веса увеличителя не выбраны</translation>
    </message>
</context>
<context>
    <name>TargetsPanel</name>
    <message>
        <source>Targets</source>
        <translation>Цели</translation>
    </message>
    <message>
        <source>Publish to</source>
        <translation>Публикация</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Пометки</translation>
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
        <source>Foley</source>
        <translation>Шумы</translation>
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
    <message>
        <source>{gain} dB</source>
        <translation>{gain} дБ</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>без звука</translation>
    </message>
    <message>
        <source>not made yet</source>
        <translation>ещё не сделаны</translation>
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
        <source>{play} plays · {back} {stop} {forward} shuttle · {set_in} {set_out} in and out · {split} splits · {marker} marks · {caption} captions · {zoom_out} {zoom_in} {fit} zoom</source>
        <translation>{play} – играть · {back} {stop} {forward} – перемотка · {set_in} {set_out} – начало и конец · {split} – разрезать · {marker} – метка · {caption} – титр · {zoom_out} {zoom_in} {fit} – масштаб</translation>
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
        <source>Sound alone</source>
        <translation>Только звук</translation>
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
        <source>{lufs} LUFS</source>
        <translation>{lufs} LUFS</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
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
    <name>WhatIfPart</name>
    <message>
        <source>What if…</source>
        <translation>Что если…</translation>
    </message>
    <message>
        <source>The whole episode with another preset, number of frames or voice</source>
        <translation>Весь эпизод с другим пресетом, числом кадров или голосом</translation>
    </message>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Пресет</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>Unique frames wanted</source>
        <translation>Сколько нужно разных кадров</translation>
    </message>
    <message>
        <source>no take was scored on this machine</source>
        <translation>на этом компьютере не оценён ни один дубль</translation>
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
        <source>comparing presets</source>
        <translation>сравнение пресетов</translation>
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
<context>
    <name>YawRow</name>
    <message>
        <source>Yaw from</source>
        <translation>Поворот от</translation>
    </message>
    <message>
        <source>Yaw to</source>
        <translation>Поворот до</translation>
    </message>
</context>
</TS>
