<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlbumEditing</name>
    <message numerus="yes">
        <source>%Ln photo(s) put into the album “{0}”.</source>
        <translation>
            <numerusform>%Ln photo put into the album “{0}”.</numerusform>
            <numerusform>%Ln photos put into the album “{0}”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestion(s) to review</source>
        <translation>
            <numerusform>%Ln suggestion to review</numerusform>
            <numerusform>%Ln suggestions to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) tagged</source>
        <translation>
            <numerusform>%Ln photo tagged</numerusform>
            <numerusform>%Ln photos tagged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln star(s)</source>
        <translation>
            <numerusform>%Ln star</numerusform>
            <numerusform>%Ln stars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tag(s)</source>
        <translation>
            <numerusform>%Ln tag</numerusform>
            <numerusform>%Ln tags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decision(s)</source>
        <translation>
            <numerusform>%Ln decision</numerusform>
            <numerusform>%Ln decisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exact copies</source>
        <translation>
            <numerusform>%Ln exact copy</numerusform>
            <numerusform>%Ln exact copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln look-alikes</source>
        <translation>
            <numerusform>%Ln look-alike</numerusform>
            <numerusform>%Ln look-alikes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Burst of %Ln photos</source>
        <translation>
            <numerusform>Burst of %Ln photo</numerusform>
            <numerusform>Burst of %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s) hidden</source>
        <translation>
            <numerusform>%Ln duplicate hidden</numerusform>
            <numerusform>%Ln duplicates hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Deduplicating</name>
    <message numerus="yes">
        <source>%Ln photo(s) will not be shown as duplicates again.</source>
        <translation>
            <numerusform>%Ln photo will not be shown as a duplicate again.</numerusform>
            <numerusform>%Ln photos will not be shown as duplicates again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) go to the trash.</source>
        <translation>
            <numerusform>%Ln file goes to the trash.</numerusform>
            <numerusform>%Ln files go to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stay.</source>
        <translation>
            <numerusform>%Ln file stays.</numerusform>
            <numerusform>%Ln files stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merge %Ln group(s) of duplicates?</source>
        <translation>
            <numerusform>Merge %Ln group of duplicates?</numerusform>
            <numerusform>Merge %Ln groups of duplicates?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) merged.</source>
        <translation>
            <numerusform>%Ln group merged.</numerusform>
            <numerusform>%Ln groups merged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln file moved to the trash.</numerusform>
            <numerusform>%Ln files moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be moved, such as {0}: {1}</source>
        <translation>
            <numerusform>%Ln file could not be moved, {0}: {1}</numerusform>
            <numerusform>%Ln files could not be moved, such as {0}: {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message numerus="yes">
        <source>%Ln photo(s) selected</source>
        <translation>
            <numerusform>%Ln photo selected</numerusform>
            <numerusform>%Ln photos selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message numerus="yes">
        <source>%Ln photo(s) leave this window. Nothing on disk is touched, and you can undo it.</source>
        <translation>
            <numerusform>%Ln photo leaves this window. Nothing on disk is touched, and you can undo it.</numerusform>
            <numerusform>%Ln photos leave this window. Nothing on disk is touched, and you can undo it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderTexts</name>
    <message numerus="yes">
        <source>%Ln photo(s) in “{0}” seem to be gone. They are kept.</source>
        <translation>
            <numerusform>%Ln photo in “{0}” seems to be gone. It is kept.</numerusform>
            <numerusform>%Ln photos in “{0}” seem to be gone. They are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%Ln label(s) added.</source>
        <translation>
            <numerusform>%Ln label added.</numerusform>
            <numerusform>%Ln labels added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) changed; what you decided about them stays.</source>
        <translation>
            <numerusform>%Ln label changed; what you decided about it stays.</numerusform>
            <numerusform>%Ln labels changed; what you decided about them stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) could not be taken in:</source>
        <translation>
            <numerusform>%Ln label could not be taken in:</numerusform>
            <numerusform>%Ln labels could not be taken in:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>Are %Ln photo(s) in “{0}” gone for good?</source>
        <translation>
            <numerusform>Is %Ln photo in “{0}” gone for good?</numerusform>
            <numerusform>Are %Ln photos in “{0}” gone for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are tried again. Those that can be read leave this list.</source>
        <translation>
            <numerusform>%Ln file is tried again. If it can be read, it leaves this list.</numerusform>
            <numerusform>%Ln files are tried again. Those that can be read leave this list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelEditing</name>
    <message numerus="yes">
        <source>%Ln label(s) added. Your photos are being looked through.</source>
        <translation>
            <numerusform>%Ln label added. Your photos are being looked through.</numerusform>
            <numerusform>%Ln labels added. Your photos are being looked through.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) written to {0}.</source>
        <translation>
            <numerusform>%Ln label written to {0}.</numerusform>
            <numerusform>%Ln labels written to {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelPreview</name>
    <message numerus="yes">
        <source>No other photo fits; %Ln photo(s) have the tag already.</source>
        <translation>
            <numerusform>No other photo fits; %Ln photo has the tag already.</numerusform>
            <numerusform>No other photo fits; %Ln photos have the tag already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Off; it would suggest %Ln photo(s)</source>
        <translation>
            <numerusform>Off; it would suggest %Ln photo</numerusform>
            <numerusform>Off; it would suggest %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggests %Ln photo(s) now</source>
        <translation>
            <numerusform>Suggests %Ln photo now</numerusform>
            <numerusform>Suggests %Ln photos now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tags %Ln photo(s) by itself now</source>
        <translation>
            <numerusform>Tags %Ln photo by itself now</numerusform>
            <numerusform>Tags %Ln photos by itself now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, suggests %Ln more</source>
        <translation>
            <numerusform>, suggests %Ln more</numerusform>
            <numerusform>, suggests %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%Ln more label(s)</source>
        <translation>
            <numerusform>%Ln more label</numerusform>
            <numerusform>%Ln more labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tag(s) were set automatically: {0}</source>
        <translation>
            <numerusform>%Ln tag was set automatically: {0}</numerusform>
            <numerusform>%Ln tags were set automatically: {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message numerus="yes">
        <source>Tag %Ln photo(s) with “{0}”?</source>
        <translation>
            <numerusform>Tag %Ln photo with “{0}”?</numerusform>
            <numerusform>Tag %Ln photos with “{0}”?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the tag “{0}” from %Ln photo(s)?</source>
        <translation>
            <numerusform>Remove the tag “{0}” from %Ln photo?</numerusform>
            <numerusform>Remove the tag “{0}” from %Ln photos?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Searching</name>
    <message numerus="yes">
        <source>Show %Ln photo(s) that match less</source>
        <translation>
            <numerusform>Show %Ln photo that matches less</numerusform>
            <numerusform>Show %Ln photos that match less</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message numerus="yes">
        <source>%Ln group(s) of duplicates</source>
        <translation>
            <numerusform>%Ln group of duplicates</numerusform>
            <numerusform>%Ln groups of duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show more (%Ln)</source>
        <translation>
            <numerusform>Show more (%Ln)</numerusform>
            <numerusform>Show more (%Ln)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message numerus="yes">
        <source>%Ln skipped suggestion(s) come back when ClipPhotos is started again.</source>
        <translation>
            <numerusform>%Ln skipped suggestion comes back when ClipPhotos is started again.</numerusform>
            <numerusform>%Ln skipped suggestions come back when ClipPhotos is started again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StarterDialog</name>
    <message numerus="yes">
        <source>Add %Ln label(s)</source>
        <translation>
            <numerusform>Add %Ln label</numerusform>
            <numerusform>Add %Ln labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln file(s) could not be read</source>
        <translation>
            <numerusform>%Ln file could not be read</numerusform>
            <numerusform>%Ln files could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ThresholdPicker</name>
    <message numerus="yes">
        <source>Finds %Ln photo(s)</source>
        <translation>
            <numerusform>Finds %Ln photo</numerusform>
            <numerusform>Finds %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trashing</name>
    <message numerus="yes">
        <source>With their copies these are %Ln file(s).</source>
        <translation>
            <numerusform>With its copies this is %Ln file.</numerusform>
            <numerusform>With their copies these are %Ln files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be reached now and stay.</source>
        <translation>
            <numerusform>%Ln file cannot be reached now and stays.</numerusform>
            <numerusform>%Ln files cannot be reached now and stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln photo(s) to the trash?</source>
        <translation>
            <numerusform>Move %Ln photo to the trash?</numerusform>
            <numerusform>Move %Ln photos to the trash?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln photo moved to the trash.</numerusform>
            <numerusform>%Ln photos moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be moved, such as {0}: {1}</source>
        <translation>
            <numerusform>%Ln file could not be moved, {0}: {1}</numerusform>
            <numerusform>%Ln files could not be moved, such as {0}: {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message numerus="yes">
        <source>skipping %Ln photo(s)</source>
        <translation>
            <numerusform>skipping %Ln photo</numerusform>
            <numerusform>skipping %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>accepting “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>accepting “{0}” (%Ln photo)</numerusform>
            <numerusform>accepting “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rejecting “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>rejecting “{0}” (%Ln photo)</numerusform>
            <numerusform>rejecting “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adding the tag “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>adding the tag “{0}” (%Ln photo)</numerusform>
            <numerusform>adding the tag “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removing the tag “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>removing the tag “{0}” (%Ln photo)</numerusform>
            <numerusform>removing the tag “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to the trash</source>
        <translation>
            <numerusform>moving %Ln photo to the trash</numerusform>
            <numerusform>moving %Ln photos to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>merging duplicates (%Ln photo(s) to the trash)</source>
        <translation>
            <numerusform>merging duplicates (%Ln photo to the trash)</numerusform>
            <numerusform>merging duplicates (%Ln photos to the trash)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taking %Ln photo(s) for no duplicates</source>
        <translation>
            <numerusform>taking %Ln photo for no duplicate</numerusform>
            <numerusform>taking %Ln photos for no duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rating {0} (%Ln photo(s))</source>
        <translation>
            <numerusform>rating {0} (%Ln photo)</numerusform>
            <numerusform>rating {0} (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removing the rating (%Ln photo(s))</source>
        <translation>
            <numerusform>removing the rating (%Ln photo)</numerusform>
            <numerusform>removing the rating (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adding to the album “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>adding to the album “{0}” (%Ln photo)</numerusform>
            <numerusform>adding to the album “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removing from the album “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>removing from the album “{0}” (%Ln photo)</numerusform>
            <numerusform>removing from the album “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taking back automatic tags “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>taking back automatic tags “{0}” (%Ln photo)</numerusform>
            <numerusform>taking back automatic tags “{0}” (%Ln photos)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taking back %Ln automatic tag(s)</source>
        <translation>
            <numerusform>taking back %Ln automatic tag</numerusform>
            <numerusform>taking back %Ln automatic tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Mending</name>
    <message numerus="yes">
        <source>%Ln entry(ies) of the catalogue were saved.</source>
        <translation>
            <numerusform>%Ln entry of the catalogue was saved.</numerusform>
            <numerusform>%Ln entries of the catalogue were saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(ies) could not be read.</source>
        <translation>
            <numerusform>%Ln entry could not be read.</numerusform>
            <numerusform>%Ln entries could not be read.</numerusform>
        </translation>
    </message>
</context>
</TS>
