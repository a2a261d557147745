<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Add folder…</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Remove folder…</source>
        <translation>移除文件夹(&amp;R)…</translation>
    </message>
    <message>
        <source>Find by &amp;example photo…</source>
        <translation>以图搜图(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Pause indexing</source>
        <translation>暂停索引(&amp;P)</translation>
    </message>
    <message>
        <source>Files that could &amp;not be read…</source>
        <translation>无法读取的文件(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Select &amp;none</source>
        <translation>取消选择(&amp;N)</translation>
    </message>
    <message>
        <source>Add &amp;tag</source>
        <translation>添加标签(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;All photos</source>
        <translation>所有照片(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Larger thumbnails</source>
        <translation>放大缩略图(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller thumbnails</source>
        <translation>缩小缩略图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Crop thumbnails to squares</source>
        <translation>缩略图裁剪为方形(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;sidebar</source>
        <translation>显示侧栏(&amp;S)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>显示详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Show in its &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;similar photos</source>
        <translation>查找相似照片(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Copy path</source>
        <translation>复制路径(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;New label…</source>
        <translation>新建识别标签(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Edit label…</source>
        <translation>编辑识别标签(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Remove label…</source>
        <translation>删除识别标签(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>接受(&amp;A)</translation>
    </message>
    <message>
        <source>Re&amp;ject</source>
        <translation>拒绝(&amp;J)</translation>
    </message>
    <message>
        <source>Accept a&amp;ll shown…</source>
        <translation>全部接受(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;About ClipPhotos</source>
        <translation>关于 ClipPhotos(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>识别(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Go on &amp;indexing</source>
        <translation>继续索引(&amp;I)</translation>
    </message>
</context>
<context>
    <name>Body</name>
    <message>
        <source>Waiting for an answer</source>
        <translation>正在等待结果</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>About ClipPhotos</source>
        <translation>关于 ClipPhotos</translation>
    </message>
    <message>
        <source>ClipPhotos {0}</source>
        <translation>ClipPhotos {0}</translation>
    </message>
    <message>
        <source>A photo organizer that understands pictures.
Model: {0}
Library: {1}</source>
        <translation>看得懂图片的照片管理器。
模型：{0}
图库：{1}</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestion(s) to review</source>
        <translation>
            <numerusform>%Ln 条建议待审阅</numerusform>
        </translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>几秒钟</translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln 小时</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message numerus="yes">
        <source>%Ln photo(s) selected</source>
        <translation>
            <numerusform>已选择 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a photo to see what is known of it.</source>
        <translation>选择一张照片以查看它的信息。</translation>
    </message>
    <message>
        <source>Offline: its folder or drive cannot be reached now.</source>
        <translation>离线：现在无法访问它所在的文件夹或磁盘。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open with the usual program</source>
        <translation>用默认程序打开</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>Find similar photos</source>
        <translation>查找相似照片</translation>
    </message>
    <message>
        <source>Add a tag to all of them</source>
        <translation>为它们全部添加标签</translation>
    </message>
    <message>
        <source>Remove a tag from all of them</source>
        <translation>从它们全部移除标签</translation>
    </message>
    <message>
        <source>Unnamed photo</source>
        <translation>未命名照片</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop folders to add them</source>
        <translation>拖放文件夹即可添加</translation>
    </message>
    <message>
        <source>Drop one photo to find similar ones</source>
        <translation>拖放一张照片可查找相似的照片</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>Add a folder of photos</source>
        <translation>添加照片文件夹</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>移除文件夹</translation>
    </message>
    <message>
        <source>Stop watching “{0}”?</source>
        <translation>停止关注“{0}”？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) leave this window. Nothing on disk is touched.</source>
        <translation>
            <numerusform>%Ln 张照片将从窗口中消失。磁盘上的文件不受影响。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止关注</translation>
    </message>
    <message>
        <source>Find photos like this one</source>
        <translation>查找与此相似的照片</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>照片 ({0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Remove label</source>
        <translation>删除识别标签</translation>
    </message>
    <message>
        <source>Remove the label “{0}”?</source>
        <translation>删除识别标签“{0}”？</translation>
    </message>
    <message>
        <source>It suggests nothing any more. Tags that you set or accepted stay on your photos.</source>
        <translation>它将不再提出建议。您设置或接受的标签会保留在照片上。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>{0} mm</source>
        <translation>{0} 毫米</translation>
    </message>
    <message>
        <source>{0} MP</source>
        <translation>{0} 百万像素</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Files that could not be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>These files were left as they are. They are tried again when they change.</source>
        <translation>这些文件保持原样。文件有变化时会重新尝试读取。</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Thumbnail size</source>
        <translation>缩略图大小</translation>
    </message>
</context>
<context>
    <name>LabelDialog</name>
    <message>
        <source>New label</source>
        <translation>新建识别标签</translation>
    </message>
    <message>
        <source>Edit label</source>
        <translation>编辑识别标签</translation>
    </message>
    <message>
        <source>Dog</source>
        <translation>狗</translation>
    </message>
    <message>
        <source>a photo of a dog
a puppy playing</source>
        <translation>a photo of a dog
a puppy playing</translation>
    </message>
    <message>
        <source>Descriptions, one per line</source>
        <translation>描述，每行一条</translation>
    </message>
    <message>
        <source>Suggest: I accept or reject</source>
        <translation>提出建议：由我接受或拒绝</translation>
    </message>
    <message>
        <source>Tag by itself: I correct it where it is wrong</source>
        <translation>自动添加标签：有错误时由我纠正</translation>
    </message>
    <message>
        <source>Smallest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>What such a photo shows, one description per line. Empty: the name says it.</source>
        <translation>这类照片里有什么，每行一条描述。留空则以名称为准。</translation>
    </message>
    <message>
        <source>Lower finds more photos, higher makes fewer mistakes.</source>
        <translation>越低找到的照片越多，越高出错越少。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Descriptions</source>
        <translation>描述(&amp;D)</translation>
    </message>
    <message>
        <source>When it matches</source>
        <translation>匹配时</translation>
    </message>
    <message>
        <source>Smallest &amp;score</source>
        <translation>最低分数(&amp;S)</translation>
    </message>
    <message>
        <source>A label keeps its name</source>
        <translation>识别标签的名称不能更改</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>Add a folder of photos…</source>
        <translation>添加照片文件夹…</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>PhotoFiles</name>
    <message>
        <source>The photo cannot be reached now: its folder or drive is offline.</source>
        <translation>现在无法访问这张照片：它所在的文件夹或磁盘已离线。</translation>
    </message>
    <message>
        <source>No program was found that opens {0}.</source>
        <translation>找不到可以打开 {0} 的程序。</translation>
    </message>
    <message>
        <source>No program was found that shows folders.</source>
        <translation>找不到可以显示文件夹的程序。</translation>
    </message>
</context>
<context>
    <name>PhotoGridModel</name>
    <message>
        <source>Photo {0} of {1}</source>
        <translation>第 {0} 张照片，共 {1} 张</translation>
    </message>
    <message>
        <source>Photo {0} of {1}, {2} match</source>
        <translation>第 {0} 张照片，共 {1} 张，匹配度 {2}</translation>
    </message>
</context>
<context>
    <name>PhotoGridView</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Unexpected error</source>
        <translation>意外错误</translation>
    </message>
    <message>
        <source>Something went wrong that should not.</source>
        <translation>发生了不该发生的错误。</translation>
    </message>
    <message>
        <source>Your photos and tags are safe: what could not be finished was not saved. The details help to mend it.</source>
        <translation>您的照片和标签是安全的：未能完成的操作没有保存。详细信息有助于修复问题。</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Accept all</source>
        <translation>全部接受</translation>
    </message>
    <message numerus="yes">
        <source>Tag %Ln photo(s) with “{0}”?</source>
        <translation>
            <numerusform>为 %Ln 张照片添加标签“{0}”？</numerusform>
        </translation>
    </message>
    <message>
        <source>All suggestions that are shown are accepted.</source>
        <translation>显示的所有建议都会被接受。</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Describe a photo: “a dog in the snow”</source>
        <translation>描述照片的内容：“a dog in the snow”</translation>
    </message>
    <message>
        <source>Search by description</source>
        <translation>按描述搜索</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Library</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>识别标签</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>新建识别标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>No folder is watched</source>
        <translation>尚未添加文件夹</translation>
    </message>
    <message>
        <source>No labels yet</source>
        <translation>尚无识别标签</translation>
    </message>
    <message>
        <source>No tags yet</source>
        <translation>尚无标签</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>所有照片</translation>
    </message>
    <message>
        <source>Offline: the folder or its drive cannot be reached. Nothing is lost.</source>
        <translation>离线：无法访问该文件夹或其磁盘。没有任何内容丢失。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) tagged</source>
        <translation>
            <numerusform>已标记 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags by itself</source>
        <translation>自动添加标签</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>All photos</source>
        <translation>所有照片</translation>
    </message>
    <message>
        <source>Tagged “{0}”</source>
        <translation>标签为“{0}”</translation>
    </message>
    <message>
        <source>Results for “{0}”</source>
        <translation>“{0}”的搜索结果</translation>
    </message>
    <message>
        <source>Similar photos</source>
        <translation>相似照片</translation>
    </message>
    <message>
        <source>Photos like {0}</source>
        <translation>与 {0} 相似的照片</translation>
    </message>
    <message>
        <source>Nothing found for “{0}”</source>
        <translation>没有找到“{0}”</translation>
    </message>
    <message>
        <source>Try other words, or describe what can be seen: “a dog on a beach”.</source>
        <translation>换一种说法，或描述画面中的内容：“a dog on a beach”。</translation>
    </message>
    <message>
        <source>Nothing looks like this photo</source>
        <translation>没有与此照片相似的照片</translation>
    </message>
    <message>
        <source>The library has no photo that is close enough to the example.</source>
        <translation>图库中没有与示例足够接近的照片。</translation>
    </message>
    <message>
        <source>Nothing left to review</source>
        <translation>没有待审阅的建议</translation>
    </message>
    <message>
        <source>New photos that match appear here. To see more now, lower the label&apos;s threshold or describe it in other words.</source>
        <translation>新的匹配照片会出现在这里。想现在看到更多，可降低识别标签的最低分数，或换一种描述。</translation>
    </message>
    <message>
        <source>No photo is tagged “{0}”</source>
        <translation>没有标签为“{0}”的照片</translation>
    </message>
    <message>
        <source>Select photos and add the tag on the right.</source>
        <translation>选择照片，然后在右侧添加标签。</translation>
    </message>
    <message>
        <source>No photos in “{0}” yet</source>
        <translation>“{0}”中还没有照片</translation>
    </message>
    <message>
        <source>Photos that are put into the folder appear here by themselves.</source>
        <translation>放入此文件夹的照片会自动出现在这里。</translation>
    </message>
    <message>
        <source>No photos found yet</source>
        <translation>还没有找到照片</translation>
    </message>
    <message>
        <source>The watched folders hold no photo that can be shown.</source>
        <translation>所关注的文件夹中没有可以显示的照片。</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>This cannot be shown now</source>
        <translation>现在无法显示</translation>
    </message>
    <message>
        <source>Welcome to ClipPhotos</source>
        <translation>欢迎使用 ClipPhotos</translation>
    </message>
    <message>
        <source>Add a folder, or drop one here. Your photos stay where they are, and nothing leaves this computer.</source>
        <translation>添加一个文件夹，或将文件夹拖到这里。照片留在原处，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>正在查找照片…</translation>
    </message>
    <message>
        <source>They appear here as they are found. You can search while the rest is being indexed.</source>
        <translation>找到的照片会陆续出现在这里。其余照片建立索引时即可搜索。</translation>
    </message>
    <message>
        <source>“{0}” is offline</source>
        <translation>“{0}”已离线</translation>
    </message>
    <message>
        <source>Connect its drive: its photos come back with their tags. Nothing is lost.</source>
        <translation>连接它的磁盘后，照片会连同标签一起恢复。没有任何内容丢失。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>So far {0} photos are indexed; the rest can be found soon.</source>
        <translation>目前已索引 {0} 张照片，其余的很快也能搜到。</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Show which files, and why</source>
        <translation>查看是哪些文件及原因</translation>
    </message>
    <message>
        <source>Go on indexing</source>
        <translation>继续索引</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>暂停索引</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read</source>
        <translation>
            <numerusform>%Ln 个文件无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>Starter (built in)</source>
        <translation>入门模型（内置）</translation>
    </message>
    <message>
        <source>The model that understands the photos</source>
        <translation>理解照片内容的模型</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Paused — {0} indexed</source>
        <translation>已暂停 — 已索引 {0}</translation>
    </message>
    <message>
        <source>Everything is indexed</source>
        <translation>全部索引完成</translation>
    </message>
    <message>
        <source>Getting the model ready…</source>
        <translation>正在准备模型…</translation>
    </message>
    <message>
        <source>Looking through the folders…</source>
        <translation>正在浏览文件夹…</translation>
    </message>
    <message>
        <source>Indexing {0}</source>
        <translation>正在索引 {0}</translation>
    </message>
    <message>
        <source>{0} per second</source>
        <translation>每秒 {0} 张</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>SuggestionRow</name>
    <message>
        <source>Accept “{0}”</source>
        <translation>接受“{0}”</translation>
    </message>
    <message>
        <source>Reject “{0}”</source>
        <translation>拒绝“{0}”</translation>
    </message>
</context>
<context>
    <name>TagChip</name>
    <message>
        <source>Remove tag “{0}”</source>
        <translation>移除标签“{0}”</translation>
    </message>
    <message>
        <source>Set or confirmed by you</source>
        <translation>由您设置或确认</translation>
    </message>
    <message>
        <source>Set by a label with the model {0}; not confirmed yet</source>
        <translation>由识别标签通过模型 {0} 设置，尚未确认</translation>
    </message>
    <message>
        <source>Set by a label; not confirmed yet</source>
        <translation>由识别标签设置，尚未确认</translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{0}%</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>1/{0} s</source>
        <translation>1/{0} 秒</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <source>S</source>
        <translation>南</translation>
    </message>
    <message>
        <source>E</source>
        <translation>东</translation>
    </message>
    <message>
        <source>W</source>
        <translation>西</translation>
    </message>
</context>
</TS>
