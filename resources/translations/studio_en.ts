<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) of sound</source>
        <translation>
            <numerusform>%n second of sound</numerusform>
            <numerusform>%n seconds of sound</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation>
            <numerusform>%n pick</numerusform>
            <numerusform>%n picks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n caption</numerusform>
            <numerusform>%n captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the same %n frame(s)</source>
        <translation>
            <numerusform>the same %n frame</numerusform>
            <numerusform>the same %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n preset(s)</source>
        <translation>
            <numerusform>%n preset</numerusform>
            <numerusform>%n presets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BannerLine</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BlindView</name>
    <message numerus="yes">
        <source>%n pair(s) are left; the comparison goes on with them next time.</source>
        <translation>
            <numerusform>%n pair are left; the comparison goes on with them next time.</numerusform>
            <numerusform>%n pairs are left; the comparison goes on with them next time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BringIn</name>
    <message numerus="yes">
        <source>%n caption(s) were heard in the voice.</source>
        <translation>
            <numerusform>%n caption were heard in the voice.</numerusform>
            <numerusform>%n captions were heard in the voice.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BudgetPanel</name>
    <message numerus="yes">
        <source>From %n earlier run(s) on this machine</source>
        <translation>
            <numerusform>From %n earlier run on this machine</numerusform>
            <numerusform>From %n earlier runs on this machine</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message numerus="yes">
        <source>%n job(s) at work.</source>
        <translation>
            <numerusform>%n job at work.</numerusform>
            <numerusform>%n jobs at work.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportWorkspace</name>
    <message numerus="yes">
        <source>%n export(s)</source>
        <translation>
            <numerusform>%n export</numerusform>
            <numerusform>%n exports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailuresCard</name>
    <message numerus="yes">
        <source>%n frame(s) could not be made</source>
        <translation>
            <numerusform>%n frame could not be made</numerusform>
            <numerusform>%n frames could not be made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try %n frame(s) again</source>
        <translation>
            <numerusform>Try %n frame again</numerusform>
            <numerusform>Try %n frames again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n take</numerusform>
            <numerusform>%n takes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n take(s)</source>
        <translation>
            <numerusform>{shown} of %n take</numerusform>
            <numerusform>{shown} of %n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GenerateWorkspace</name>
    <message numerus="yes">
        <source>%n take(s) on disk: close whenever you like</source>
        <translation>
            <numerusform>%n take on disk: close whenever you like</numerusform>
            <numerusform>%n takes on disk: close whenever you like</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoBar</name>
    <message numerus="yes">
        <source>Review %n take(s)</source>
        <translation>
            <numerusform>Review %n take</numerusform>
            <numerusform>Review %n takes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Generate %n take(s)</source>
        <translation>
            <numerusform>Generate %n take</numerusform>
            <numerusform>Generate %n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdentityCostLine</name>
    <message numerus="yes">
        <source>Compare with other people (%n picture(s))</source>
        <translation>
            <numerusform>Compare with other people (%n picture)</numerusform>
            <numerusform>Compare with other people (%n pictures)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdentityPanel</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobWording</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoopPanel</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> frame(s)</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> frame</numerusform>
            <numerusform> frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetCard</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{seconds} s a frame with {engine}, %n run(s)</source>
        <translation>
            <numerusform>{seconds} s a frame with {engine}, %n run</numerusform>
            <numerusform>{seconds} s a frame with {engine}, %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{passed} of {tried} takes in %n episode(s) of this machine with face found ≥ {limit}; in brackets the 95 % interval (Wilson)</source>
        <translation>
            <numerusform>{passed} of {tried} takes in %n episode of this machine with face found ≥ {limit}; in brackets the 95 % interval (Wilson)</numerusform>
            <numerusform>{passed} of {tried} takes in %n episodes of this machine with face found ≥ {limit}; in brackets the 95 % interval (Wilson)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetEditor</name>
    <message numerus="yes">
        <source>%n step(s) will run</source>
        <translation>
            <numerusform>%n step will run</numerusform>
            <numerusform>%n steps will run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QCoreApplication</name>
    <message numerus="yes">
        <source>From %n earlier run(s) on this machine</source>
        <translation>
            <numerusform>From %n earlier run on this machine</numerusform>
            <numerusform>From %n earlier runs on this machine</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RangeRow</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeRows</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message numerus="yes">
        <source>Use %n pick(s) →</source>
        <translation>
            <numerusform>Use %n pick →</numerusform>
            <numerusform>Use %n picks →</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-rolling: %n frame(s) to go</source>
        <translation>
            <numerusform>Re-rolling: %n frame to go</numerusform>
            <numerusform>Re-rolling: %n frames to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-roll %n out</source>
        <translation>
            <numerusform>Re-roll %n out</numerusform>
            <numerusform>Re-roll %n out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re-roll %n out · about {time}</source>
        <translation>
            <numerusform>Re-roll %n out · about {time}</numerusform>
            <numerusform>Re-roll %n out · about {time}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewWords</name>
    <message numerus="yes">
        <source>{keys} act on %n selected take(s)</source>
        <translation>
            <numerusform>{keys} act on %n selected take</numerusform>
            <numerusform>{keys} act on %n selected takes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n take</numerusform>
            <numerusform>%n takes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation>
            <numerusform>%n pick</numerusform>
            <numerusform>%n picks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decided by hand</source>
        <translation>
            <numerusform>%n decided by hand</numerusform>
            <numerusform>%n decided by hand</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoreBlock</name>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n pass</numerusform>
            <numerusform>%n pass</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n measured</numerusform>
            <numerusform>%n measured</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StagesPanel</name>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation>
            <numerusform>%n pick</numerusform>
            <numerusform>%n picks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartChoices</name>
    <message numerus="yes">
        <source>%n frame(s) wait for a take</source>
        <translation>
            <numerusform>%n frame wait for a take</numerusform>
            <numerusform>%n frames wait for a take</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Generate %n take(s)</source>
        <translation>
            <numerusform>Generate %n take</numerusform>
            <numerusform>Generate %n takes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing to make: all %n take(s) are there</source>
        <translation>
            <numerusform>Nothing to make: all %n take are there</numerusform>
            <numerusform>Nothing to make: all %n takes are there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %n take(s)</source>
        <translation>
            <numerusform>Review %n take</numerusform>
            <numerusform>Review %n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPanel</name>
    <message numerus="yes">
        <source>%n preset(s)</source>
        <translation>
            <numerusform>%n preset</numerusform>
            <numerusform>%n presets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) are there already, none is made twice</source>
        <translation>
            <numerusform>%n take are there already, none is made twice</numerusform>
            <numerusform>%n takes are there already, none is made twice</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n take(s)</source>
        <translation>
            <numerusform>Make %n take</numerusform>
            <numerusform>Make %n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SweepCommands</name>
    <message numerus="yes">
        <source>Run %n more frame(s)</source>
        <translation>
            <numerusform>Run %n more frame</numerusform>
            <numerusform>Run %n more frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SweepView</name>
    <message numerus="yes">
        <source>%n take(s), none made twice</source>
        <translation>
            <numerusform>%n take, none made twice</numerusform>
            <numerusform>%n takes, none made twice</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineWorkspace</name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
</context>
</TS>
