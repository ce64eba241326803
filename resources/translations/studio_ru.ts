<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pick(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>About</name>
    <message>
        <source>About Full-Motion Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences of what is built in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A desktop studio in which one person makes a talking, moving episode every day. Nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New episode…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New like this one…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open episode…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the episode&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look: as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look: dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look: light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: Russian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the missing takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try failed frames again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: job earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: job later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: hold or resume job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: run job again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: remove job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: resume all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: clear finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on after each decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this take the pick of its frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Survey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the picks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-roll the selected frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-roll every frame without a pick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the picks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the source frame, or swap the sides compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Face and landmarks over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of the survey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the selected takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a frame…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the settings of this take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-roll this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the file of this take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play backward, again: faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; held with J or L: frame by frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play forward, again: faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous edit point or marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next edit point or marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject the take under the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the take under the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the take under the playhead in Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In: begin here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out: end here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither in nor out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the clip under the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marker at the playhead, or take it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption at the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a sound…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a voice…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw to edges, markers and playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Awaited</name>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BannerLine</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BringIn</name>
    <message>
        <source>Add {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions from {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BudgetPanel</name>
    <message>
        <source>Budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forecast · measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money, at {rate} an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured on this machine yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>From %n earlier run(s) on this machine</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaptionEditor</name>
    <message>
        <source>Text of the caption</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClipFields</name>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of the clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of a clip</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>The window closes when the frame in the making is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) at work.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Every finished take is kept. What is left goes on after the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this frame and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop now and close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command or an episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>No take is shown. Change the filter (\).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take, {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 × what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#{frame} take, {seed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>choose the pick of #{frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>accept %n take(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %n take(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clear %n take(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportWorkspace</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailuresCard</name>
    <message numerus="yes">
        <source>%n frame(s) could not be made</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try %n frame(s) again</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try frame {number} again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Filmstrip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over frames to choose a range; drag its edges. Wheel: scroll, Ctrl+wheel: zoom.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameField</name>
    <message>
        <source>Number of the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A frame is a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FramePreview</name>
    <message>
        <source>Preview of the source</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameStrip</name>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#{number}: {state}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GainField</name>
    <message>
        <source> dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag sideways, or write a gain</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GenerateHead</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preset {name} · {width}×{height} · {steps} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>denoise {denoise} · weight {weight} · seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GenerateWorkspace</name>
    <message>
        <source>Live preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing runs on this episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pause} pauses · {finish} stops after this frame · {cancel} cancels</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) on disk: close whenever you like</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been decided yet. Every decision, threshold and edit will stand here, to go back to with a click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentityPanel</name>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture of the face here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was copied is a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much this picture counts beside the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture to the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Drop another picture of the same face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one whole face, well lit, turned to the camera · Ctrl+V pastes, a click chooses</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InputFacts</name>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InputSlot</name>
    <message>
        <source>Take away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobNotices</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyCapture</name>
    <message>
        <source>Press the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys by workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters work on the Russian layout too: the key counts, not the letter on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaneMouse</name>
    <message>
        <source>Move caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a caption&apos;s time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of a clip</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picks yet: accept takes in Review, and the loop stands here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a sound file here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop an .srt file here, or press C to write a caption at the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the voice here: the episode becomes as long as it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the making</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>tall ✓ picked · short ✕ out · blue in the making · grey waits · click: review</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to report since the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoopPanel</name>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{picks} of {frames} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frames} · {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> frame(s)</source>
        <comment>after a number</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>measuring {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} · #{first} to #{second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold at turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame-diff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the seam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of the loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction of the loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} · {motion}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean absolute difference of consecutive frames, 0 to 255, as played. Flicker and skipped frames raise it too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partial motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full motion</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoupeView</name>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no face is known on the source frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loupe, frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fitted, {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No take is shown. Change the filter (\), or make takes in Generate (2).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewEpisodeForm</name>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of the face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A video or a folder of pictures: the motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A voice recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not like it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New episode like {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a picture, video, folder of pictures or sound: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where episodes go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an episode of that name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures of a face, a video or folder of pictures, and a voice anywhere in this window, in any order, or paste them. What is missing can come later.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OtherTakes</name>
    <message>
        <source>Take with {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the take with {seed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureViews</name>
    <message>
        <source>There is nothing to play: no take passes the thresholds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame} has no take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps} fps  ·  {played} shown, {dropped} dropped  ·  Space stops</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrepareWorkspace</name>
    <message>
        <source>Prepare</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Picture at the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picks yet: accept takes in Review (3).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueDelegate</name>
    <message>
        <source>takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>re-roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{episode} · {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No jobs. Takes, re-rolls and exports of all your episodes line up here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused since the last end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RangeRow</name>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all, or 50-149, 0-200:4</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{frames}: {seconds:.1f} s before the motion repeats, if all pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frames}: {seconds:.1f} s before the motion repeats, at {share:.0f} % pass</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Sample episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent episodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New like this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made here in a minute or two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs nothing but this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inputs missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready to generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no source yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipeRows</name>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoise / weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>time unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferencePictureView</name>
    <message>
        <source>Reference picture {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: click a face to let it count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferenceTexts</name>
    <message>
        <source>✕ cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ no face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>det {det:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned {yaw:.0f}°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frontal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>face {face} of {faces}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yaw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{yaw:+.0f}°, good within ±{most:.0f}°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:.2f}, good from {least:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels, mean / std</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness of the whole picture, 0 to 255</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analyzer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this analyzer cannot compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:.2f} {sign} from {limit:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures {first} and {second}: {value:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewModel</name>
    <message>
        <source>Frame {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewWorkspace</name>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ruler</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunDisplay</name>
    <message>
        <source>det {det}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>id {identity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunNumbers</name>
    <message>
        <source>takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pass so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resident memory of the window and of all its worker processes together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine&apos;s seconds per frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pass so far ({low} – {high})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{passed} of {tried} judged takes, 95 % interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per frame · loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left · paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left · done {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreBlock</name>
    <message>
        <source>Whether this threshold counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the line to move the threshold, Return types it.
Drag over the bars to select the takes in a range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Threshold of {score}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {low} … {high}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreRows</name>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>Face found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landmarks to reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Face size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yaw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faces in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel std</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Change shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add as a second key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key now does: {names}. Using it takes it from there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SoundPanel</name>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a clip or a track to change it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet: drop one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the track</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a video, or a folder of pictures, of a moving head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a few seconds are enough · a click chooses a video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos ({kinds})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames {range}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit: {fit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a frame fills the take: of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll the filmstrip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop one video, or the folder that the pictures lie in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps:g} fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.1f} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>frame {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for faces: {done} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>face</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceTexts</name>
    <message>
        <source>face found in {found} of {looked}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looked at, of {frames}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} · this analyzer measures no yaw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yaw {low} … {high} · {found}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>largest {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartChoices</name>
    <message>
        <source>Nothing can be made yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a video or a folder of pictures that carries the motion in Prepare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This episode has no source yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Prepare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture of the face in Prepare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This episode has no face yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another job works on this device now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} were done; what is finished is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) wait for a take</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{missing} of {frames} frames wait for a take</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Generate %n take(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This preset was not timed on this machine yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Nothing to make: all %n take(s) are there</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Another preset, prompt or seed makes further ones; these are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Review %n take(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{action} · {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent episodes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures, a video and a voice to begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key}: {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What undo would take back: {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SurveyView</name>
    <message>
        <source>The first {most} of {count} selected takes are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select two takes or more in the grid (G) to see them side by side.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TakeCommands</name>
    <message>
        <source>Another take of #{frame} is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The episode uses these settings already (preset {name}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the settings of #{frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as your preset {name}, which the episode uses now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The episode uses preset {name} with this seed now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TakeGrid</name>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TakePanel</name>
    <message>
        <source>Take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is current. Click a take, or go to a frame with Ctrl+G.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#{frame} · take {place} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels, mean / std</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This take has not been scored yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{prompt}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt: {prompt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-roll · about {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the pick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as pick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other takes of this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TakeRows</name>
    <message>
        <source>at {yaw}: too few takes to say, n&#xa0;=&#xa0;{n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {yaw}: {low} – {high} possible, n&#xa0;=&#xa0;{n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskCard</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stage}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importing the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importing the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>making takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>joining the loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking at the face</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineCommands</name>
    <message>
        <source>Reject #{frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept #{frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither in nor out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marker taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a caption</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a sound file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a caption at the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there and back, {fps} a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineWorkspace</name>
    <message>
        <source>#{frame} under the playhead · {reject} rejects it · {open} opens it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip selected · {split} splits · {remove} removes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s · {frames}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SubRip captions (*.srt)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Top bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change is kept the moment it is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrackFields</name>
    <message>
        <source>Foley</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of the track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of a track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of a track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>solo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrackHead</name>
    <message>
        <source>M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sound yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute {track}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solo {track}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of {track}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute {track}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solo of {track} off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrackRow</name>
    <message>
        <source>Reading the sound…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gain} dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>No sound can be played here, so playback is silent. `studio doctor` says what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Space  ▶</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Unexpected</name>
    <message>
        <source>Something went wrong that the studio did not expect ({what}). Finished work is kept; the log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VideoPlayer</name>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place in the video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhoseFace</name>
    <message>
        <source>mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>? Whose face is it? The answer is kept in the episode and in every render.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose face is it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: who consented, and when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on whose face it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>open episode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open episode</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkState</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job}: loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job} · {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>re-rolling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exporting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} / {total} GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of this machine in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>YawCurve</name>
    <message>
        <source>Yaw of the head along the source</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
