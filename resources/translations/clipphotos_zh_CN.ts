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
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
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
        <source>Re&amp;view suggestions</source>
        <translation>审阅建议(&amp;V)</translation>
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
        <source>Show side&amp;bar</source>
        <translation>显示侧栏(&amp;B)</translation>
    </message>
    <message>
        <source>Im&amp;port labels…</source>
        <translation>导入识别标签(&amp;P)…</translation>
    </message>
    <message>
        <source>Most &amp;certain first</source>
        <translation>最确定的优先(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>显示详情(&amp;D)</translation>
    </message>
    <message>
        <source>Find by &amp;pasted picture</source>
        <translation>以粘贴的图片搜图(&amp;P)</translation>
    </message>
    <message>
        <source>Search &amp;within these results</source>
        <translation>在结果中搜索(&amp;W)</translation>
    </message>
    <message>
        <source>Save as &amp;smart album…</source>
        <translation>存储为智能相册(&amp;S)…</translation>
    </message>
    <message>
        <source>Show the &amp;nearest anyway</source>
        <translation>仍显示最接近的照片(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Search help</source>
        <translation>搜索帮助(&amp;S)</translation>
    </message>
    <message>
        <source>Du&amp;plicates</source>
        <translation>重复照片(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;ollapse duplicates</source>
        <translation>折叠重复照片(&amp;O)</translation>
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
        <source>Search by a p&amp;art of the photo…</source>
        <translation>以照片的一部分搜索(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;More like this one</source>
        <translation>多找这样的(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Less like this one</source>
        <translation>少找这样的(&amp;L)</translation>
    </message>
    <message>
        <source>As&amp;k this photo</source>
        <translation>询问这张照片(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Why this photo?…</source>
        <translation>为什么是这张照片(&amp;W)…</translation>
    </message>
    <message>
        <source>Compare &amp;descriptions…</source>
        <translation>比较描述(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Copy path</source>
        <translation>复制路径(&amp;C)</translation>
    </message>
    <message>
        <source>Move to &amp;trash…</source>
        <translation>移到回收站(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;New label…</source>
        <translation>新建识别标签(&amp;N)…</translation>
    </message>
    <message>
        <source>Add ready-&amp;made labels…</source>
        <translation>添加预设识别标签(&amp;M)…</translation>
    </message>
    <message>
        <source>E&amp;xport labels…</source>
        <translation>导出识别标签(&amp;X)…</translation>
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
        <source>&amp;Skip</source>
        <translation>跳过(&amp;S)</translation>
    </message>
    <message>
        <source>Accept &amp;up to here</source>
        <translation>接受到此处(&amp;U)</translation>
    </message>
    <message>
        <source>Accept a&amp;ll shown…</source>
        <translation>全部接受(&amp;L)…</translation>
    </message>
    <message>
        <source>Sho&amp;w skipped again</source>
        <translation>重新显示已跳过的照片(&amp;W)</translation>
    </message>
    <message>
        <source>Most &amp;informative first</source>
        <translation>最有学习价值的优先(&amp;I)</translation>
    </message>
    <message>
        <source>Show what it &amp;tagged by itself</source>
        <translation>显示自动标记的照片(&amp;T)</translation>
    </message>
    <message>
        <source>Ta&amp;ke back all…</source>
        <translation>全部撤回(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;New album…</source>
        <translation>新建相册(&amp;N)…</translation>
    </message>
    <message>
        <source>Re&amp;name album…</source>
        <translation>重命名相册(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Delete album</source>
        <translation>删除相册(&amp;D)</translation>
    </message>
    <message>
        <source>Remove from &amp;album</source>
        <translation>从相册中移除(&amp;A)</translation>
    </message>
    <message>
        <source>Add to al&amp;bum</source>
        <translation>添加到相册(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Rating</source>
        <translation>评分(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Look through the folders again</source>
        <translation>重新扫描文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>Look for &amp;duplicates now</source>
        <translation>立即查找重复照片(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Backups…</source>
        <translation>备份(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Check library…</source>
        <translation>检查图库(&amp;C)…</translation>
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
        <source>&amp;Album</source>
        <translation>相册(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>识别(&amp;L)</translation>
    </message>
    <message>
        <source>Librar&amp;y</source>
        <translation>图库(&amp;Y)</translation>
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
    <name>AlbumEditing</name>
    <message>
        <source>Rename album</source>
        <translation>重命名相册</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Save as smart album</source>
        <translation>存储为智能相册</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>&amp;Edit search…</source>
        <translation>编辑搜索条件(&amp;E)…</translation>
    </message>
    <message>
        <source>Name of the album</source>
        <translation>相册名称</translation>
    </message>
    <message>
        <source>New album</source>
        <translation>新建相册</translation>
    </message>
    <message>
        <source>Make album</source>
        <translation>创建相册</translation>
    </message>
    <message>
        <source>Saved: the smart album “{0}” shows what this search finds.</source>
        <translation>已存储：智能相册“{0}”会显示此搜索找到的照片。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) put into the album “{0}”.</source>
        <translation>
            <numerusform>已将 %Ln 张照片添加到相册“{0}”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Already in the album “{0}”.</source>
        <translation>照片已在相册“{0}”中。</translation>
    </message>
    <message>
        <source>The album “{0}” was deleted; its photos stay. {1} brings it back.</source>
        <translation>已删除相册“{0}”，其中的照片会保留。按 {1} 可撤销。</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Show where in the photo: “{0}”</source>
        <translation>显示“{0}”在照片中的位置</translation>
    </message>
</context>
<context>
    <name>AskSection</name>
    <message>
        <source>Ask this photo</source>
        <translation>询问这张照片</translation>
    </message>
    <message>
        <source>What animal is this?</source>
        <translation>这是什么动物？</translation>
    </message>
    <message>
        <source>Question about this photo</source>
        <translation>关于这张照片的问题</translation>
    </message>
    <message>
        <source>Waiting for an answer</source>
        <translation>正在等待回答</translation>
    </message>
    <message>
        <source>Choose from: cat, dog, horse</source>
        <translation>可选答案：猫，狗，马</translation>
    </message>
    <message>
        <source>Answers to choose from, with commas between them</source>
        <translation>可选的答案，用逗号隔开</translation>
    </message>
    <message>
        <source>Give your own answers…</source>
        <translation>自己给出可选答案…</translation>
    </message>
    <message>
        <source>Is there a dog?</source>
        <translation>图中有狗吗？</translation>
    </message>
    <message>
        <source>What colour is the car?</source>
        <translation>汽车是什么颜色？</translation>
    </message>
    <message>
        <source>Where was this taken?</source>
        <translation>这是在哪里拍的？</translation>
    </message>
    <message>
        <source>What is the weather like?</source>
        <translation>天气怎么样？</translation>
    </message>
    <message>
        <source>Ask: {0}</source>
        <translation>询问：{0}</translation>
    </message>
    <message>
        <source>This question is not understood. You can ask for a thing, an animal, a colour, how many, the place, the weather, what somebody does, or whether something is there. Or give the answers to choose from:</source>
        <translation>无法理解这个问题。您可以询问物品、动物、颜色、数量、地点、天气、人物在做什么，或者图中有没有某样东西。也可以自己给出可选的答案：</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Counting is a weak point of this model.</source>
        <translation>计数是此模型的弱项。</translation>
    </message>
    <message>
        <source>Reading text in photos is a weak point of this model.</source>
        <translation>识别照片中的文字是此模型的弱项。</translation>
    </message>
    <message>
        <source>Telling left from right is a weak point of this model.</source>
        <translation>分辨左右是此模型的弱项。</translation>
    </message>
    <message>
        <source>The colour of one thing among others is a weak point of this model.</source>
        <translation>分辨多件物品中某一件的颜色是此模型的弱项。</translation>
    </message>
    <message>
        <source>Read as: {0}</source>
        <translation>模型读作：{0}</translation>
    </message>
    <message>
        <source>{0} that “{1}” fits</source>
        <translation>“{1}”符合的可能性为 {0}</translation>
    </message>
    <message>
        <source>{0} that “{1}” fits: the colours show what comes nearest</source>
        <translation>“{1}”符合的可能性为 {0}：颜色显示最接近的部分</translation>
    </message>
    <message>
        <source>What speaks for “{0}”</source>
        <translation>符合“{0}”的部分</translation>
    </message>
    <message>
        <source>Hardly “{0}”: what comes nearest</source>
        <translation>不太像“{0}”：最接近的部分</translation>
    </message>
    <message>
        <source>This needs the photo&apos;s file, and its folder or drive is offline.</source>
        <translation>此操作需要照片文件，但其文件夹或磁盘处于离线状态。</translation>
    </message>
</context>
<context>
    <name>BackingUp</name>
    <message>
        <source>Something went wrong that should not.</source>
        <translation>发生了不该发生的错误。</translation>
    </message>
    <message>
        <source>Making a backup, and reading it back…</source>
        <translation>正在备份并验证…</translation>
    </message>
    <message>
        <source>Backed up and verified: {0}.</source>
        <translation>已备份并验证：{0}。</translation>
    </message>
    <message>
        <source>Save a copy of the library</source>
        <translation>保存图库副本</translation>
    </message>
    <message>
        <source>Copies of libraries (*.db)</source>
        <translation>图库副本 (*.db)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Copying the library, and reading the copy back…</source>
        <translation>正在复制图库并验证副本…</translation>
    </message>
    <message>
        <source>Saved and verified: {0}</source>
        <translation>已保存并验证：{0}</translation>
    </message>
    <message>
        <source>Keep copies of every backup in</source>
        <translation>选择存放备份副本的文件夹</translation>
    </message>
    <message>
        <source>Copying the newest backup there…</source>
        <translation>正在复制最新的备份…</translation>
    </message>
    <message>
        <source>No more copies are made there. Those that are there stay.</source>
        <translation>不再复制到该文件夹，已有的副本会保留。</translation>
    </message>
    <message>
        <source>Every new backup is copied there from now on.</source>
        <translation>今后每个新备份都会复制到该文件夹。</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>选择要恢复的备份</translation>
    </message>
    <message>
        <source>Reading the file, and verifying it…</source>
        <translation>正在读取并验证文件…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bring the library back to {0}?</source>
        <translation>将图库恢复到 {0} 的状态？</translation>
    </message>
    <message>
        <source>It held {0} then. What you did since goes back to that state. The library as it is now is kept in a folder of its own in {1}. ClipPhotos closes, and opens again by itself.</source>
        <translation>当时图库中有 {0}。此后所做的更改会退回到当时的状态。现在的图库会保留在 {1} 中的单独文件夹里。ClipPhotos 会关闭并自动重新打开。</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Restore a file…</source>
        <translation>从文件恢复…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Keep no copies on another disk any more</source>
        <translation>不再在另一块磁盘上保存副本</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>Looking for backups…</source>
        <translation>正在查找备份…</translation>
    </message>
    <message>
        <source>Off. If this disk breaks, the backups on it are lost, too.</source>
        <translation>未开启。如果这块磁盘损坏，其中的备份也会丢失。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>There is no backup yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>The first one is made a minute after the start, or when you close ClipPhotos after a change.</source>
        <translation>首个备份会在启动一分钟后创建，或在您作出更改后关闭 ClipPhotos 时创建。</translation>
    </message>
    <message>
        <source>ClipPhotos backs up by itself what you decided: tags, labels, albums and ratings. Your photos are files of your own, and are not in a backup.</source>
        <translation>ClipPhotos 会自动备份您的整理成果：标签、识别标签、相册和评分。照片是您自己的文件，不包含在备份中。</translation>
    </message>
    <message>
        <source>Copies on another disk</source>
        <translation>另一块磁盘上的副本</translation>
    </message>
</context>
<context>
    <name>BackupsModel</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>{0} · made by you</source>
        <translation>{0} · 手动备份</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>精简</translation>
    </message>
    <message>
        <source>Other disk</source>
        <translation>另一块磁盘</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>图库文件夹</translation>
    </message>
    <message>
        <source>Complete: with everything that ClipPhotos computed about the photos.</source>
        <translation>完整：包含 ClipPhotos 对照片的全部分析结果。</translation>
    </message>
    <message>
        <source>Compact: all that you decided. What ClipPhotos computes about the photos is made again.</source>
        <translation>精简：包含您的全部整理成果。恢复后，ClipPhotos 会重新分析照片。</translation>
    </message>
    <message>
        <source>Verified: it was read back in full when it was made.</source>
        <translation>已验证：创建时已完整读取核对。</translation>
    </message>
    <message>
        <source>Not verified, or found damaged since.</source>
        <translation>未经验证，或之后发现已损坏。</translation>
    </message>
</context>
<context>
    <name>Bands</name>
    <message>
        <source>Less likely</source>
        <translation>匹配度较低</translation>
    </message>
    <message>
        <source>Nearest photos</source>
        <translation>最接近的照片</translation>
    </message>
    <message>
        <source>Strong matches</source>
        <translation>高度匹配</translation>
    </message>
    <message>
        <source>Possible matches</source>
        <translation>可能匹配</translation>
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
    <name>ByExample</name>
    <message>
        <source>A search cannot take so many examples. Select fewer photos.</source>
        <translation>一次搜索用不了这么多示例。请少选几张照片。</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>ClipPhotos fetches nothing from the internet. Copy the picture itself, and paste it here.</source>
        <translation>ClipPhotos 不会从网上下载任何内容。请复制图片本身，再粘贴到这里。</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Check library</source>
        <translation>检查图库</translation>
    </message>
    <message>
        <source>Checking the library…</source>
        <translation>正在检查图库…</translation>
    </message>
    <message>
        <source>Every part of it is read. You can go on working meanwhile.</source>
        <translation>会完整读取图库的每个部分，您可以继续使用。</translation>
    </message>
    <message>
        <source>Mend…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Your photos are not affected. ClipPhotos can bring back a backup, or save all that can be read: it closes the library for that, and keeps it as it is now.</source>
        <translation>您的照片不受影响。ClipPhotos 可以恢复备份，或保存所有可读取的内容：为此会先关闭图库，并保留图库现在的状态。</translation>
    </message>
    <message>
        <source>The library itself is in order. Make a new backup, best on another disk as well.</source>
        <translation>图库本身没有问题。请创建新的备份，最好在另一块磁盘上也保存一份。</translation>
    </message>
    <message>
        <source>Everything is in order</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>Problems were found</source>
        <translation>发现问题</translation>
    </message>
    <message>
        <source>The library could not be checked</source>
        <translation>无法检查图库</translation>
    </message>
</context>
<context>
    <name>ColourPicker</name>
    <message>
        <source>No colour of its own</source>
        <translation>不指定颜色</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Turquoise</source>
        <translation>青绿色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>棕色</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Re&amp;view</source>
        <translation>审阅(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;When a photo fits</source>
        <translation>照片符合时(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Suggest</source>
        <translation>提出建议(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Tag by itself</source>
        <translation>自动标记(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>关闭(&amp;O)</translation>
    </message>
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
    <name>CompareDialog</name>
    <message>
        <source>Compare duplicates</source>
        <translation>比较重复照片</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>Keep the right one</source>
        <translation>改为保留右侧这张</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Leave the right one</source>
        <translation>不移动右侧这张</translation>
    </message>
    <message>
        <source>Move the right one to the trash</source>
        <translation>将右侧这张移到回收站</translation>
    </message>
</context>
<context>
    <name>CompareTextsDialog</name>
    <message>
        <source>Compare descriptions</source>
        <translation>比较描述</translation>
    </message>
    <message>
        <source>Descriptions, one in each line:</source>
        <translation>描述，每行一条：</translation>
    </message>
    <message>
        <source>a birthday party
children in a garden</source>
        <translation>生日聚会
花园里的孩子</translation>
    </message>
    <message>
        <source>What the percentages mean</source>
        <translation>百分比的含义</translation>
    </message>
    <message>
        <source>How well each description fits</source>
        <translation>每条描述的符合程度</translation>
    </message>
    <message>
        <source>Which description fits a photo</source>
        <translation>哪条描述符合照片</translation>
    </message>
    <message>
        <source>Which photo fits a description</source>
        <translation>哪张照片符合描述</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Write some descriptions: those that fit the photo best come first.</source>
        <translation>写几条描述：最符合照片的排在最前。</translation>
    </message>
    <message>
        <source>Write some descriptions, and see which photo each of them fits.</source>
        <translation>写几条描述，看看各自符合哪张照片。</translation>
    </message>
    <message>
        <source>“{0}” is read as “{1}”.</source>
        <translation>“{0}”被理解为“{1}”。</translation>
    </message>
    <message>
        <source>{0} fits this photo best</source>
        <translation>{0} 最符合这张照片</translation>
    </message>
    <message>
        <source>{0} the photo that fits this description best</source>
        <translation>{0} 最符合这条描述的照片</translation>
    </message>
</context>
<context>
    <name>CompareTextsModel</name>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>The description fits by {0}.</source>
        <translation>这条描述的符合程度为 {0}。</translation>
    </message>
    <message>
        <source>If one of these descriptions is right, it is this one by {0}.</source>
        <translation>若其中一条描述正确，是这条的概率为 {0}。</translation>
    </message>
    <message>
        <source>If one of these photos is meant, it is this one by {0}.</source>
        <translation>若指其中一张照片，是这张的概率为 {0}。</translation>
    </message>
    <message>
        <source>No other description fits this photo better.</source>
        <translation>没有其他描述更符合这张照片。</translation>
    </message>
    <message>
        <source>No other photo fits this description better.</source>
        <translation>没有其他照片更符合这条描述。</translation>
    </message>
</context>
<context>
    <name>CompareTextsTable</name>
    <message>
        <source>How well each description fits each photo</source>
        <translation>每条描述与每张照片的符合程度</translation>
    </message>
</context>
<context>
    <name>Completing</name>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Filter by: {0}</source>
        <translation>按{0}筛选</translation>
    </message>
    <message>
        <source>Searched before</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
</context>
<context>
    <name>CompletionList</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
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
    <message numerus="yes">
        <source>%Ln photo(s) tagged</source>
        <translation>
            <numerusform>已标记 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln star(s)</source>
        <translation>
            <numerusform>%Ln 星</numerusform>
        </translation>
    </message>
    <message>
        <source>No rating</source>
        <translation>无评分</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tag(s)</source>
        <translation>
            <numerusform>%Ln 个标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decision(s)</source>
        <translation>
            <numerusform>%Ln 个决定</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1} and {2}</source>
        <translation>{0}、{1}和 {2}</translation>
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
    <message numerus="yes">
        <source>%Ln exact copies</source>
        <translation>
            <numerusform>%Ln 张完全相同的照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln look-alikes</source>
        <translation>
            <numerusform>%Ln 张相似照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Burst of %Ln photos</source>
        <translation>
            <numerusform>%Ln 张连拍</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicate(s) hidden</source>
        <translation>
            <numerusform>已隐藏 %Ln 张重复照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>ClipPhotos ended unexpectedly last time.</source>
        <translation>ClipPhotos 上次意外退出。</translation>
    </message>
    <message>
        <source>Your photos and tags are safe: what could not be finished was not saved. A report of what happened is kept on this computer, and nothing is sent. To help mend it, copy the report into a message: names of people, folders and photos are left out.</source>
        <translation>您的照片和标签是安全的：未能完成的操作没有保存。相关报告只保存在这台电脑上，不会发送任何内容。如果您愿意帮助修复问题，可以将报告复制到邮件中发给我们：其中不含人名、文件夹名和照片名。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>显示报告</translation>
    </message>
    <message>
        <source>Copy for sharing</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Hide report</source>
        <translation>隐藏报告</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DamagedDialog</name>
    <message>
        <source>A part of your library is damaged</source>
        <translation>您的图库有一部分已损坏</translation>
    </message>
    <message>
        <source>The catalogue, the file that holds your tags, labels, albums and decisions, cannot be read in full. A failing disk or a power cut can do that. Your photos are files of their own and are not affected. Nothing is deleted, whatever you choose: the damaged catalogue is kept.</source>
        <translation>存放标签、识别标签、相册和决定的图库数据库无法完整读取，原因可能是磁盘故障或断电。照片是单独的文件，不受影响。无论如何选择，都不会删除任何内容，损坏的数据库也会保留。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bring back a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Repair what can be read</source>
        <translation>修复可读取的部分</translation>
    </message>
    <message>
        <source>Everything that is still readable goes into a new catalogue. What is not cannot be brought back.</source>
        <translation>仍可读取的内容会存入新的数据库，无法读取的内容不能找回。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Open the library</source>
        <translation>打开图库</translation>
    </message>
    <message>
        <source>Looking for the newest backup, and reading it…</source>
        <translation>正在查找并读取最新的备份…</translation>
    </message>
    <message>
        <source>There is no backup to bring back</source>
        <translation>没有可恢复的备份</translation>
    </message>
    <message>
        <source>None was found that is whole.</source>
        <translation>没有找到完好的备份。</translation>
    </message>
    <message>
        <source>Restore the backup of {0}</source>
        <translation>恢复 {0} 的备份</translation>
    </message>
    <message>
        <source>It holds {0}. Later changes are not in it.</source>
        <translation>其中有 {0}。不包含此后所做的更改。</translation>
    </message>
    <message>
        <source>What could be read was saved</source>
        <translation>已保存可读取的内容</translation>
    </message>
    <message>
        <source>Library: {0}</source>
        <translation>图库：{0}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>Date taken</source>
        <translation>拍摄日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Time of the year</source>
        <translation>季节或月份</translation>
    </message>
    <message>
        <source>Any time of the year</source>
        <translation>不限季节和月份</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>A whole year…</source>
        <translation>选择整年…</translation>
    </message>
</context>
<context>
    <name>Deduplicating</name>
    <message>
        <source>Looking for duplicates among the photos that are new.</source>
        <translation>正在新照片中查找重复照片。</translation>
    </message>
    <message>
        <source>All {0} photos are compared; nothing is new.</source>
        <translation>{0} 张照片已全部比较，没有新照片。</translation>
    </message>
    <message>
        <source>Kept {0}.</source>
        <translation>已保留 {0}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) will not be shown as duplicates again.</source>
        <translation>
            <numerusform>%Ln 张照片不再显示为重复照片。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) go to the trash.</source>
        <translation>
            <numerusform>%Ln 个文件会移到回收站。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stay.</source>
        <translation>
            <numerusform>%Ln 个文件留在原处。</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of space are freed when you empty the trash.</source>
        <translation>清空回收站后可释放 {0} 空间。</translation>
    </message>
    <message>
        <source>Tags are kept.</source>
        <translation>标签会保留。</translation>
    </message>
    <message>
        <source>Tags, rating and albums go to the photos that are kept.</source>
        <translation>标签、评分和所属相册会转到保留的照片。</translation>
    </message>
    <message>
        <source>Undo brings the groups back one by one.</source>
        <translation>撤销会逐组恢复。</translation>
    </message>
    <message>
        <source>Merge duplicates</source>
        <translation>合并重复照片</translation>
    </message>
    <message numerus="yes">
        <source>Merge %Ln group(s) of duplicates?</source>
        <translation>
            <numerusform>合并 %Ln 组重复照片？</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) merged.</source>
        <translation>
            <numerusform>已合并 %Ln 组。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) moved to the trash.</source>
        <translation>
            <numerusform>已将 %Ln 个文件移到回收站。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be moved, such as {0}: {1}</source>
        <translation>
            <numerusform>有 %Ln 个文件无法移动，例如 {0}：{1}</numerusform>
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
        <source>Select a photo to see its details.</source>
        <translation>选择一张照片以查看详情。</translation>
    </message>
    <message>
        <source>Offline: its folder or drive cannot be reached now.</source>
        <translation>离线：现在无法访问它所在的文件夹或驱动器。</translation>
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
        <source>Drop a picture to find photos like it</source>
        <translation>拖放一张图片可查找相似的照片</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Exact copies</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>Look-alikes</source>
        <translation>相似照片</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>连拍</translation>
    </message>
    <message>
        <source>the camera&apos;s raw file</source>
        <translation>相机的 RAW 文件</translation>
    </message>
    <message>
        <source>without a frame</source>
        <translation>没有边框</translation>
    </message>
    <message>
        <source>larger: {0}</source>
        <translation>尺寸更大：{0}</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>less compressed</source>
        <translation>压缩更少</translation>
    </message>
    <message>
        <source>sharper</source>
        <translation>更清晰</translation>
    </message>
    <message>
        <source>says more about when and how it was taken</source>
        <translation>拍摄信息更完整</translation>
    </message>
    <message>
        <source>rated best</source>
        <translation>评分最高</translation>
    </message>
    <message>
        <source>has more tags</source>
        <translation>标签更多</translation>
    </message>
    <message>
        <source>in more albums</source>
        <translation>所属相册更多</translation>
    </message>
    <message>
        <source>its name is not that of a copy</source>
        <translation>文件名不像副本</translation>
    </message>
    <message>
        <source>the oldest file</source>
        <translation>文件最早</translation>
    </message>
    <message>
        <source>You chose {0}</source>
        <translation>您选择保留 {0}</translation>
    </message>
    <message>
        <source>as good as the others</source>
        <translation>与其他照片不相上下</translation>
    </message>
    <message>
        <source>Suggested: {0} – {1}</source>
        <translation>建议保留 {0} – {1}</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Cropped</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Framed</source>
        <translation>加边框</translation>
    </message>
    <message>
        <source>Without colour</source>
        <translation>黑白</translation>
    </message>
    <message>
        <source>Raw pair</source>
        <translation>RAW 配对</translation>
    </message>
    <message>
        <source>It belongs to a raw file of the same name, so it stays unless you tick it.</source>
        <translation>它与同名的 RAW 文件成对，除非勾选，否则会留下。</translation>
    </message>
    <message>
        <source>Exposure series</source>
        <translation>包围曝光</translation>
    </message>
    <message>
        <source>It was taken with another exposure on purpose; it stays unless you tick it.</source>
        <translation>它是特意用不同曝光拍摄的，除非勾选，否则会留下。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
    <message>
        <source>to be kept</source>
        <translation>将保留</translation>
    </message>
    <message>
        <source>to the trash</source>
        <translation>将移到回收站</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>会留下</translation>
    </message>
    <message>
        <source>Photo {0} of {1}</source>
        <translation>第 {0} 张照片，共 {1} 张</translation>
    </message>
    <message>
        <source>Nothing to move</source>
        <translation>没有要移动的照片</translation>
    </message>
    <message>
        <source>Keep {0}, move {1} to trash</source>
        <translation>保留 {0} 张，{1} 张移到回收站</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>How far looking for duplicates is</source>
        <translation>查找重复照片的进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop moving duplicates to the trash</source>
        <translation>停止将重复照片移到回收站</translation>
    </message>
    <message>
        <source>{0} of {1} groups merged</source>
        <translation>已合并 {0} / {1} 组</translation>
    </message>
    <message>
        <source>{0}: {1} groups</source>
        <translation>{0}：{1} 组</translation>
    </message>
    <message>
        <source>Still looking: {0} of {1} photos</source>
        <translation>正在查找：{0} / {1} 张照片</translation>
    </message>
    <message>
        <source>{0} of {1} photos were compared.</source>
        <translation>已比较 {0} / {1} 张照片。</translation>
    </message>
    <message>
        <source>Still looking: {0} of {1}</source>
        <translation>正在查找：{0} / {1}</translation>
    </message>
    <message>
        <source>Duplicates appear here as they are found. You can go on with something else.</source>
        <translation>找到的重复照片会陆续显示在这里，您可以继续做别的事。</translation>
    </message>
    <message>
        <source>None of this kind</source>
        <translation>没有此类重复照片</translation>
    </message>
    <message>
        <source>There are groups of other kinds: choose “All” above.</source>
        <translation>还有其他类型的重复照片：请选择上方的“全部”。</translation>
    </message>
    <message>
        <source>Not looked for yet</source>
        <translation>尚未查找</translation>
    </message>
    <message>
        <source>ClipPhotos looks for duplicates by itself when it has nothing else to do. Nothing is ever removed without you.</source>
        <translation>ClipPhotos 会在空闲时自动查找重复照片。未经您确认，不会移除任何照片。</translation>
    </message>
    <message>
        <source>No duplicates so far</source>
        <translation>目前没有重复照片</translation>
    </message>
    <message>
        <source>{0} The others follow when there is nothing else to do.</source>
        <translation>{0}其余照片会在空闲时比较。</translation>
    </message>
    <message>
        <source>No duplicates found</source>
        <translation>没有找到重复照片</translation>
    </message>
    <message>
        <source>All {0} photos are compared. New ones follow as they come in.</source>
        <translation>{0} 张照片已全部比较。新照片加入后会自动比较。</translation>
    </message>
    <message>
        <source>Merge selected ({0})…</source>
        <translation>合并所选（{0}）…</translation>
    </message>
    <message>
        <source>Merge all exact copies ({0})…</source>
        <translation>合并所有完全相同的照片（{0}）…</translation>
    </message>
    <message>
        <source>Look for duplicates again</source>
        <translation>重新查找重复照片</translation>
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
        <source>%Ln photo(s) leave this window. Nothing on disk is touched, and you can undo it.</source>
        <translation>
            <numerusform>%Ln 张照片将不再显示。磁盘上的文件不会改动，此操作可以撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止关注</translation>
    </message>
</context>
<context>
    <name>ExampleEditor</name>
    <message>
        <source>Photos that look like it</source>
        <translation>与它相似的照片</translation>
    </message>
    <message>
        <source>How much it counts</source>
        <translation>权重</translation>
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
        <source>Albums</source>
        <translation>相册</translation>
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
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Every file can be read now.</source>
        <translation>现在所有文件都可以读取了。</translation>
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
    <name>FilterMenu</name>
    <message>
        <source>Without…</source>
        <translation>不含…</translation>
    </message>
    <message>
        <source>Like a photo…</source>
        <translation>与照片相似…</translation>
    </message>
    <message>
        <source>What must not be there</source>
        <translation>不应出现的内容</translation>
    </message>
</context>
<context>
    <name>FolderTexts</name>
    <message numerus="yes">
        <source>%Ln photo(s) in “{0}” seem to be gone. They are kept.</source>
        <translation>
            <numerusform>“{0}”中有 %Ln 张照片似乎已不存在。它们的记录会保留。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>On {0}</source>
        <translation>位于 {0}</translation>
    </message>
    <message>
        <source>The folder or its drive cannot be reached.</source>
        <translation>无法访问此文件夹或它所在的驱动器。</translation>
    </message>
    <message>
        <source>Offline: {0}</source>
        <translation>离线：{0}</translation>
    </message>
    <message>
        <source>Its photos are kept, with all their tags.</source>
        <translation>其中的照片记录和所有标签都会保留。</translation>
    </message>
</context>
<context>
    <name>GroupList</name>
    <message>
        <source>Groups of duplicates</source>
        <translation>重复照片组</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation>不是重复照片</translation>
    </message>
    <message>
        <source>Never show these as duplicates of each other again  (N)</source>
        <translation>不再将它们显示为重复照片（N）</translation>
    </message>
    <message>
        <source>Group {0} of {1}: {2}</source>
        <translation>第 {0} 组，共 {1} 组：{2}</translation>
    </message>
    <message>
        <source>Select: {0}</source>
        <translation>选择：{0}</translation>
    </message>
    <message>
        <source>They are one photo: its tags, rating and albums stay.</source>
        <translation>它们是同一张照片：标签、评分和所属相册都会保留。</translation>
    </message>
    <message>
        <source>Tags, rating and albums go to the photo that is kept.</source>
        <translation>标签、评分和所属相册会转到保留的照片。</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>What comes first</source>
        <translation>排列顺序</translation>
    </message>
    <message>
        <source>Thumbnail size</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>What comes first: {0}</source>
        <translation>排列顺序：{0}</translation>
    </message>
</context>
<context>
    <name>HeatBar</name>
    <message>
        <source>Show it larger</source>
        <translation>放大显示</translation>
    </message>
    <message>
        <source>Show the photo alone</source>
        <translation>只显示照片</translation>
    </message>
    <message>
        <source>Looking where “{0}” is…</source>
        <translation>正在查找“{0}”的位置…</translation>
    </message>
</context>
<context>
    <name>HeatView</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import labels</source>
        <translation>导入识别标签</translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) added.</source>
        <translation>
            <numerusform>已添加 %Ln 个识别标签。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) changed; what you decided about them stays.</source>
        <translation>
            <numerusform>已更新 %Ln 个识别标签；您作过的决定会保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) could not be taken in:</source>
        <translation>
            <numerusform>以下 %Ln 个识别标签无法导入：</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing had to be changed.</source>
        <translation>没有需要更改的内容。</translation>
    </message>
    <message>
        <source>Labels that could not be taken in</source>
        <translation>无法导入的识别标签</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>识别标签</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>A part of the library&apos;s catalogue cannot be read. Your photos are not affected.</source>
        <translation>图库数据库有一部分无法读取。您的照片不受影响。</translation>
    </message>
    <message>
        <source>Mend…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Something went wrong that should not.</source>
        <translation>发生了不该发生的错误。</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>重新扫描(&amp;L)</translation>
    </message>
    <message>
        <source>They are &amp;gone…</source>
        <translation>确认已不存在(&amp;G)…</translation>
    </message>
    <message>
        <source>Photos that are gone</source>
        <translation>已不存在的照片</translation>
    </message>
    <message numerus="yes">
        <source>Are %Ln photo(s) in “{0}” gone for good?</source>
        <translation>
            <numerusform>“{0}”中的 %Ln 张照片确实已不存在？</numerusform>
        </translation>
    </message>
    <message>
        <source>They leave this window. Their tags are kept, and are there again if the photos ever come back, here or in another folder.</source>
        <translation>这些照片将不再显示。标签会保留：如果照片以后再次出现，无论在这里还是在其他文件夹中，标签都会随之恢复。</translation>
    </message>
    <message>
        <source>They are gone</source>
        <translation>确认已不存在</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>They are gone…</source>
        <translation>确认已不存在…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are tried again. Those that can be read leave this list.</source>
        <translation>
            <numerusform>正在重新读取 %Ln 个文件，能够读取的会从列表中移除。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelDialog</name>
    <message>
        <source>New label</source>
        <translation>新建识别标签</translation>
    </message>
    <message>
        <source>Edit label “{0}”</source>
        <translation>编辑识别标签“{0}”</translation>
    </message>
    <message>
        <source>The preview comes with the photos: add a folder, or wait until the first ones are indexed.</source>
        <translation>有照片后才能预览：请添加文件夹，或等待首批照片完成索引。</translation>
    </message>
    <message>
        <source>What the label finds appears here as you describe it.</source>
        <translation>填写描述时，这里会显示识别标签找到的照片。</translation>
    </message>
    <message>
        <source>There is already a label “{0}”.</source>
        <translation>已有名为“{0}”的识别标签。</translation>
    </message>
</context>
<context>
    <name>LabelEditing</name>
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
        <translation>它将不再提出建议。您添加或接受的标签会保留在照片上。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The label could not be saved.</source>
        <translation>无法保存识别标签。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) added. Your photos are being looked through.</source>
        <translation>
            <numerusform>已添加 %Ln 个识别标签，正在检索您的照片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>导入识别标签</translation>
    </message>
    <message>
        <source>Export labels</source>
        <translation>导出识别标签</translation>
    </message>
    <message>
        <source>My labels</source>
        <translation>我的识别标签</translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) written to {0}.</source>
        <translation>
            <numerusform>已将 %Ln 个识别标签导出到 {0}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Labels (*.toml)</source>
        <translation>识别标签 (*.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
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
        <source>a wolf
a toy dog</source>
        <translation>a wolf
a toy dog</translation>
    </message>
    <message>
        <source>Not this, one per line</source>
        <translation>排除的内容，每行一条</translation>
    </message>
    <message>
        <source>Suggest: I accept or reject</source>
        <translation>提出建议：由我接受或拒绝</translation>
    </message>
    <message>
        <source>Tag by itself where it is sure, suggest the rest</source>
        <translation>有把握时自动标记，其余提出建议</translation>
    </message>
    <message>
        <source>Off: it keeps its words and decisions</source>
        <translation>关闭：保留描述和已作的决定</translation>
    </message>
    <message>
        <source>Below the label</source>
        <translation>上级识别标签</translation>
    </message>
    <message>
        <source>Exclusive group</source>
        <translation>互斥组</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>At most one label of a group fits a photo, such as document or screenshot.</source>
        <translation>一张照片最多符合同组中的一个识别标签，例如“文档”或“截图”。</translation>
    </message>
    <message>
        <source>Too long, the model does not read the end: “…{0}”</source>
        <translation>太长，模型读不到末尾：“…{0}”</translation>
    </message>
    <message>
        <source>The model does not know these words; describe what the photos show, or accept some example photos.</source>
        <translation>模型不认识这些词。请描述照片里有什么，或接受一些示例照片。</translation>
    </message>
    <message>
        <source>What such a photo shows, one description per line. Empty: the name says it.</source>
        <translation>这类照片里有什么，每行一条描述。留空则以名称为准。</translation>
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
        <source>N&amp;ot this</source>
        <translation>排除(&amp;O)</translation>
    </message>
    <message>
        <source>When a photo fits</source>
        <translation>照片符合时</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>阈值(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>上级(&amp;B)</translation>
    </message>
    <message>
        <source>Exclusive &amp;group</source>
        <translation>互斥组(&amp;G)</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
</context>
<context>
    <name>LabelPreview</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Looking through your photos</source>
        <translation>正在检索您的照片</translation>
    </message>
    <message>
        <source>Best matches</source>
        <translation>最佳匹配</translation>
    </message>
    <message>
        <source>Borderline</source>
        <translation>接近阈值</translation>
    </message>
    <message>
        <source>To teach a label by examples, select photos in the window and add its name as their tag.</source>
        <translation>也可以用示例来教：在主窗口中选择照片，为它们添加与识别标签同名的标签。</translation>
    </message>
    <message>
        <source>Faded: below the threshold</source>
        <translation>淡色：低于阈值</translation>
    </message>
    <message numerus="yes">
        <source>No other photo fits; %Ln photo(s) have the tag already.</source>
        <translation>
            <numerusform>没有其他符合的照片；已有 %Ln 张照片带有此标签。</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo fits. Describe what such photos show, or give it some examples.</source>
        <translation>没有符合的照片。请描述这类照片里有什么，或提供一些示例。</translation>
    </message>
    <message>
        <source>No photo reaches the threshold.</source>
        <translation>没有照片达到阈值。</translation>
    </message>
    <message numerus="yes">
        <source>Off; it would suggest %Ln photo(s)</source>
        <translation>
            <numerusform>已关闭；开启后会建议 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggests %Ln photo(s) now</source>
        <translation>
            <numerusform>目前会建议 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tags %Ln photo(s) by itself now</source>
        <translation>
            <numerusform>目前会自动标记 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, suggests %Ln more</source>
        <translation>
            <numerusform>，另建议 %Ln 张</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>Tags by itself</source>
        <translation>自动标记</translation>
    </message>
    <message>
        <source>Off: it does nothing</source>
        <translation>已关闭：不做任何事</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>less</source>
        <translation>低</translation>
    </message>
    <message>
        <source>more</source>
        <translation>高</translation>
    </message>
    <message>
        <source>The lighter, the more this part of the photo speaks for it.</source>
        <translation>颜色越亮，照片的这一部分越符合。</translation>
    </message>
</context>
<context>
    <name>MemberStrip</name>
    <message>
        <source>Goes to the trash (X: leave it)</source>
        <translation>将移到回收站（按 X 可留下）</translation>
    </message>
    <message>
        <source>Stays (X: move it to the trash)</source>
        <translation>会留下（按 X 可移到回收站）</translation>
    </message>
    <message>
        <source>Keep this one instead (K)</source>
        <translation>改为保留这张（K）</translation>
    </message>
    <message>
        <source>It cannot be reached now, so it stays.</source>
        <translation>现在无法访问，因此会留下。</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>Add a folder of photos…</source>
        <translation>添加照片文件夹…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>MistakeNote</name>
    <message>
        <source>Use {0}</source>
        <translation>改用 {0}</translation>
    </message>
    <message>
        <source>Use “{0}” instead</source>
        <translation>改用“{0}”</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>There is one of this name already.</source>
        <translation>此名称已被使用。</translation>
    </message>
</context>
<context>
    <name>NameEditor</name>
    <message>
        <source>What there is in this library</source>
        <translation>图库中现有的内容</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show what was tagged</source>
        <translation>查看自动标记的照片</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more label(s)</source>
        <translation>
            <numerusform>另外 %Ln 个识别标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tag(s) were set automatically: {0}</source>
        <translation>
            <numerusform>已自动添加 %Ln 个标签：{0}</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>OneAtATime</name>
    <message>
        <source>This did not work.</source>
        <translation>操作失败。</translation>
    </message>
</context>
<context>
    <name>PhotoFileDialog</name>
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
</context>
<context>
    <name>PhotoFiles</name>
    <message>
        <source>The photo cannot be reached now: its folder or drive is offline.</source>
        <translation>现在无法访问这张照片：它所在的文件夹或驱动器已离线。</translation>
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
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>more like it</source>
        <translation>多找这样的</translation>
    </message>
    <message>
        <source>less like it</source>
        <translation>少找这样的</translation>
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
    <name>Pictures</name>
    <message>
        <source>The picture cannot be kept in {0}: {1}.</source>
        <translation>无法将图片保存到 {0}：{1}。</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Search by a part of the photo</source>
        <translation>以照片的一部分搜索</translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>the label “{0}”</source>
        <translation>识别标签“{0}”</translation>
    </message>
    <message>
        <source>the label “{0}”, version {1}</source>
        <translation>识别标签“{0}”（第 {1} 版）</translation>
    </message>
    <message>
        <source>a label</source>
        <translation>某个识别标签</translation>
    </message>
    <message>
        <source>Set by {0}; nobody confirmed it yet</source>
        <translation>由{0}添加，尚未确认</translation>
    </message>
    <message>
        <source>Confirmed by you</source>
        <translation>已由您确认</translation>
    </message>
    <message>
        <source>Proposed by {0}</source>
        <translation>由{0}建议</translation>
    </message>
    <message>
        <source>Set by you</source>
        <translation>由您添加</translation>
    </message>
    <message>
        <source>Probability: {0}</source>
        <translation>概率：{0}</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>模型：{0}</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>not {0}</source>
        <translation>排除 {0}</translation>
    </message>
    <message>
        <source>Edit: {0}</source>
        <translation>编辑：{0}</translation>
    </message>
    <message>
        <source>Remove: {0}</source>
        <translation>移除：{0}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>QueryChips</name>
    <message>
        <source>Filters of this search</source>
        <translation>此搜索的筛选条件</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>添加筛选条件</translation>
    </message>
</context>
<context>
    <name>QueryDialog</name>
    <message>
        <source>Edit search</source>
        <translation>编辑搜索条件</translation>
    </message>
    <message>
        <source>What “{0}” looks for:</source>
        <translation>“{0}”的搜索条件：</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>存储</translation>
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
    <name>RatingEditor</name>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Exactly</source>
        <translation>正好</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>No rating</source>
        <translation>无评分</translation>
    </message>
</context>
<context>
    <name>RegionDialog</name>
    <message>
        <source>Search by a part of the photo</source>
        <translation>以照片的一部分搜索</translation>
    </message>
    <message>
        <source>Put the box around what you look for.</source>
        <translation>用方框框住您要找的内容。</translation>
    </message>
    <message>
        <source>Drag to draw a box. Arrows move it, Shift+arrows resize it.</source>
        <translation>拖移可画出方框。方向键移动方框，Shift+方向键调整大小。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>A part can be searched by only while the photo&apos;s file is there: its folder or drive is offline.</source>
        <translation>只有能访问照片文件时，才能以其中一部分搜索：照片所在的文件夹或驱动器已离线。</translation>
    </message>
</context>
<context>
    <name>RegionPicker</name>
    <message>
        <source>Part of the photo</source>
        <translation>照片的一部分</translation>
    </message>
    <message>
        <source>{0} wide, {1} high, {2} from the left, {3} from the top</source>
        <translation>宽 {0}，高 {1}，距左侧 {2}，距顶部 {3}</translation>
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
    <message>
        <source>Take back all</source>
        <translation>全部撤回</translation>
    </message>
    <message numerus="yes">
        <source>Remove the tag “{0}” from %Ln photo(s)?</source>
        <translation>
            <numerusform>从 %Ln 张照片移除标签“{0}”？</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags that you set or confirmed stay. From now on the label only suggests.</source>
        <translation>您添加或确认过的标签会保留。此后它只提出建议。</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Decide</source>
        <translation>审阅操作</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Only some photos</source>
        <translation>仅限部分照片</translation>
    </message>
    <message>
        <source>Only photos in these folders</source>
        <translation>仅限这些文件夹中的照片</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Taken from</source>
        <translation>拍摄不早于</translation>
    </message>
    <message>
        <source>Taken until</source>
        <translation>拍摄不晚于</translation>
    </message>
    <message>
        <source>Only photos in these folders; none: everywhere</source>
        <translation>仅限这些文件夹中的照片；留空则不限</translation>
    </message>
    <message>
        <source>Only photos in this folder</source>
        <translation>仅限此文件夹中的照片</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Describe a photo: “a dog in the snow”</source>
        <translation>描述照片的内容：“雪地里的狗”</translation>
    </message>
    <message>
        <source>Search by description</source>
        <translation>按描述搜索</translation>
    </message>
    <message>
        <source>More for searches</source>
        <translation>更多搜索选项</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>添加筛选条件</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>Searching</name>
    <message>
        <source>Search help</source>
        <translation>搜索帮助</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln photo(s) that match less</source>
        <translation>
            <numerusform>显示另外 %Ln 张匹配度较低的照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Library</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
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
        <source>Albums</source>
        <translation>相册</translation>
    </message>
    <message>
        <source>New album</source>
        <translation>新建相册</translation>
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
    <message numerus="yes">
        <source>%Ln group(s) of duplicates</source>
        <translation>
            <numerusform>%Ln 组重复照片</numerusform>
        </translation>
    </message>
    <message>
        <source>No folder is watched</source>
        <translation>尚未添加文件夹</translation>
    </message>
    <message>
        <source>No albums yet</source>
        <translation>尚无相册</translation>
    </message>
    <message>
        <source>No label has this name</source>
        <translation>没有匹配的识别标签</translation>
    </message>
    <message>
        <source>No labels yet</source>
        <translation>尚无识别标签</translation>
    </message>
    <message>
        <source>Add ready-made labels…</source>
        <translation>添加预设识别标签…</translation>
    </message>
    <message>
        <source>No tags yet</source>
        <translation>尚无标签</translation>
    </message>
    <message numerus="yes">
        <source>Show more (%Ln)</source>
        <translation>
            <numerusform>显示更多（%Ln）</numerusform>
        </translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>所有照片</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>查找识别标签</translation>
    </message>
</context>
<context>
    <name>SizeEditor</name>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>megapixels</source>
        <translation>百万像素</translation>
    </message>
    <message>
        <source>megabytes</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>At least or at most</source>
        <translation>至少或至多</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>SortButton</name>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Sort: {0}</source>
        <translation>排序：{0}</translation>
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
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Tagged by itself: “{0}”</source>
        <translation>自动标记：“{0}”</translation>
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
        <translation>与“{0}”相似的照片</translation>
    </message>
    <message>
        <source>Is this “{0}”?</source>
        <translation>这是“{0}”吗？</translation>
    </message>
    <message>
        <source>Try other words, or describe what can be seen: “a dog on a beach”.</source>
        <translation>换一种说法，或描述画面中的内容：“沙滩上的狗”。</translation>
    </message>
    <message>
        <source>Nothing looks like this photo</source>
        <translation>没有与此照片相似的照片</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Photos like a part of another</source>
        <translation>与照片的一部分相似的照片</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>The library has no photo that is close enough to the example.</source>
        <translation>图库中没有与示例足够接近的照片。</translation>
    </message>
    <message>
        <source>Nothing here matches this search</source>
        <translation>这里没有符合条件的照片</translation>
    </message>
    <message>
        <source>Remove a filter, or try other words.</source>
        <translation>请移除筛选条件，或换一种说法。</translation>
    </message>
    <message>
        <source>Nothing here matches “{0}”</source>
        <translation>这里没有与“{0}”匹配的照片</translation>
    </message>
    <message>
        <source>Nothing left to review</source>
        <translation>没有待审阅的建议</translation>
    </message>
    <message>
        <source>New photos that match appear here. To see more now, lower the label&apos;s threshold or describe it in other words.</source>
        <translation>新的匹配照片会出现在这里。想看更多，可降低阈值或换一种描述。</translation>
    </message>
    <message>
        <source>Nothing waits for a decision</source>
        <translation>所有建议都已处理</translation>
    </message>
    <message>
        <source>Photos that your labels may fit appear here when they are found. Your decisions are kept, and the labels have learned from them.</source>
        <translation>找到可能符合识别标签的照片后，会显示在这里。您的决定已经保存，识别标签也已从中学习。</translation>
    </message>
    <message>
        <source>“{0}” tagged nothing by itself</source>
        <translation>“{0}”没有自动标记任何照片</translation>
    </message>
    <message>
        <source>A label that may tag by itself does so where it is sure. This shows what it tagged.</source>
        <translation>识别标签有把握时可以自动标记照片，标记的照片显示在这里。</translation>
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
        <source>The album “{0}” is empty</source>
        <translation>相册“{0}”中还没有照片</translation>
    </message>
    <message>
        <source>Select photos and choose “Add to album” in the menu.</source>
        <translation>选择照片，然后在菜单中选择“添加到相册”。</translation>
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
        <source>Only skipped photos are left</source>
        <translation>只剩下已跳过的照片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln skipped suggestion(s) come back when ClipPhotos is started again.</source>
        <translation>
            <numerusform>已跳过的 %Ln 条建议会在下次启动 ClipPhotos 时重新出现。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no label yet</source>
        <translation>还没有识别标签</translation>
    </message>
    <message>
        <source>Describe what you look for: ClipPhotos suggests photos, and you accept or reject them.</source>
        <translation>描述您要找的内容，ClipPhotos 会建议照片，由您接受或拒绝。</translation>
    </message>
    <message>
        <source>“{0}” is offline</source>
        <translation>“{0}”已离线</translation>
    </message>
    <message>
        <source>Its drive may not be connected.</source>
        <translation>它所在的驱动器可能未连接。</translation>
    </message>
    <message>
        <source>{0} Nothing is lost: its photos come back, with their tags, as soon as the folder does.</source>
        <translation>{0}
不会丢失任何内容：文件夹恢复连接后，照片会连同标签一起重新显示。</translation>
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
    <name>Stars</name>
    <message>
        <source>Remove the rating</source>
        <translation>清除评分</translation>
    </message>
</context>
<context>
    <name>StarterDialog</name>
    <message>
        <source>Ready-made labels</source>
        <translation>预设识别标签</translation>
    </message>
    <message>
        <source>Choose what to find in your photos. Each label suggests photos, and you accept or reject.</source>
        <translation>选择您想在照片中找到的内容。每个识别标签都会建议照片，由您接受或拒绝。</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>查找识别标签</translation>
    </message>
    <message>
        <source>You have this label already</source>
        <translation>您已有此识别标签</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln label(s)</source>
        <translation>
            <numerusform>添加 %Ln 个识别标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
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
        <translation>正在扫描文件夹…</translation>
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
        <source>Show where in the photo: “{0}”</source>
        <translation>显示“{0}”在照片中的位置</translation>
    </message>
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
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
</context>
<context>
    <name>TermEditor</name>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Find the photos that are not so</source>
        <translation>查找不符合此条件的照片</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>What the photo shows</source>
        <translation>照片的内容</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>条件</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>排除 {0}</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
    <message>
        <source>a part of {0}</source>
        <translation>“{0}”的一部分</translation>
    </message>
    <message>
        <source>like {0}</source>
        <translation>与“{0}”相似</translation>
    </message>
    <message>
        <source>a pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>识别标签</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>相册</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>File type</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Untagged</source>
        <translation>未标记</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>竖向</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>方形</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>最匹配的优先</translation>
    </message>
    <message>
        <source>Worst match first</source>
        <translation>最不匹配的优先</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的优先</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早的优先</translation>
    </message>
    <message>
        <source>Best rating first</source>
        <translation>评分最高的优先</translation>
    </message>
    <message>
        <source>Worst rating first</source>
        <translation>评分最低的优先</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By name, from the end</source>
        <translation>按名称倒序</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>最大的优先</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>最小的优先</translation>
    </message>
    <message>
        <source>Spring</source>
        <translation>春季</translation>
    </message>
    <message>
        <source>Summer</source>
        <translation>夏季</translation>
    </message>
    <message>
        <source>Autumn</source>
        <translation>秋季</translation>
    </message>
    <message>
        <source>Winter</source>
        <translation>冬季</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{1}年{0}</translation>
    </message>
    <message>
        <source>up to {0}</source>
        <translation>至 {0}</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>{0} 起</translation>
    </message>
    <message>
        <source>{0} – {1}</source>
        <translation>{0} – {1}</translation>
    </message>
    <message>
        <source>{0} or more</source>
        <translation>{0}及以上</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>{0}及以下</translation>
    </message>
    <message>
        <source>{0} × {1}</source>
        <translation>{0} × {1}</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{0}%</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>Starter (built in)</source>
        <translation>入门模型（内置）</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>Today, {0}</source>
        <translation>今天 {0}</translation>
    </message>
    <message>
        <source>Yesterday, {0}</source>
        <translation>昨天 {0}</translation>
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
<context>
    <name>ThresholdPicker</name>
    <message>
        <source>Automatic: chosen for this label from your photos</source>
        <translation>自动：根据您的照片为此识别标签选择</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Lower finds more photos, higher makes fewer mistakes.</source>
        <translation>越低找到的照片越多，越高出错越少。</translation>
    </message>
    <message>
        <source>Finds no photo.</source>
        <translation>没有找到照片。</translation>
    </message>
    <message numerus="yes">
        <source>Finds %Ln photo(s)</source>
        <translation>
            <numerusform>找到 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}: about {1} of them right, about {2} of all that fit.</source>
        <translation>{0}：其中约 {1} 正确，约占所有符合照片的 {2}。</translation>
    </message>
</context>
<context>
    <name>TranslationNote</name>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit the translation</source>
        <translation>编辑译文</translation>
    </message>
    <message>
        <source>Put the translation into the search field, to change it</source>
        <translation>将译文放入搜索栏以便修改</translation>
    </message>
    <message>
        <source>Searched for “{0}” · {1}</source>
        <translation>已按“{0}”搜索 · {1}</translation>
    </message>
</context>
<context>
    <name>Trashing</name>
    <message>
        <source>Nothing can be moved to the trash now: the folder or drive is offline.</source>
        <translation>现在无法移到回收站：照片所在的文件夹或驱动器已离线。</translation>
    </message>
    <message>
        <source>Tags are kept, and undo puts everything back.</source>
        <translation>标签会保留，撤销即可放回原处。</translation>
    </message>
    <message numerus="yes">
        <source>With their copies these are %Ln file(s).</source>
        <translation>
            <numerusform>连同副本共 %Ln 个文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be reached now and stay.</source>
        <translation>
            <numerusform>另有 %Ln 个文件现在无法访问，将留在原处。</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln photo(s) to the trash?</source>
        <translation>
            <numerusform>将 %Ln 张照片移到回收站？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) moved to the trash.</source>
        <translation>
            <numerusform>已将 %Ln 张照片移到回收站。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be moved, such as {0}: {1}</source>
        <translation>
            <numerusform>有 %Ln 个文件无法移动，例如 {0}：{1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Skip it and undo what was done before?</source>
        <translation>跳过这一步，撤销更早的操作？</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Skip it and redo what was done after it?</source>
        <translation>跳过这一步，重做之后的操作？</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Skip it</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Undone: {0}.</source>
        <translation>已撤销：{0}。</translation>
    </message>
    <message>
        <source>Done again: {0}.</source>
        <translation>已重做：{0}。</translation>
    </message>
    <message numerus="yes">
        <source>skipping %Ln photo(s)</source>
        <translation>
            <numerusform>跳过 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>撤销{0}(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;do {0}</source>
        <translation>重做{0}(&amp;D)</translation>
    </message>
    <message numerus="yes">
        <source>accepting “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>接受“{0}”（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rejecting “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>拒绝“{0}”（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adding the tag “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>添加标签“{0}”（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removing the tag “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>移除标签“{0}”（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message>
        <source>making the label “{0}”</source>
        <translation>新建识别标签“{0}”</translation>
    </message>
    <message>
        <source>editing the label “{0}”</source>
        <translation>编辑识别标签“{0}”</translation>
    </message>
    <message>
        <source>editing labels</source>
        <translation>编辑识别标签</translation>
    </message>
    <message>
        <source>removing the label “{0}”</source>
        <translation>删除识别标签“{0}”</translation>
    </message>
    <message>
        <source>importing labels</source>
        <translation>导入识别标签</translation>
    </message>
    <message numerus="yes">
        <source>moving %Ln photo(s) to the trash</source>
        <translation>
            <numerusform>移到回收站（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>merging duplicates (%Ln photo(s) to the trash)</source>
        <translation>
            <numerusform>合并重复照片（%Ln 张移到回收站）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taking %Ln photo(s) for no duplicates</source>
        <translation>
            <numerusform>将 %Ln 张照片标为不重复</numerusform>
        </translation>
    </message>
    <message>
        <source>removing the folder “{0}”</source>
        <translation>移除文件夹“{0}”</translation>
    </message>
    <message numerus="yes">
        <source>rating {0} (%Ln photo(s))</source>
        <translation>
            <numerusform>评分 {0}（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removing the rating (%Ln photo(s))</source>
        <translation>
            <numerusform>清除评分（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message>
        <source>making the album “{0}”</source>
        <translation>新建相册“{0}”</translation>
    </message>
    <message>
        <source>renaming the album “{0}”</source>
        <translation>重命名相册“{0}”</translation>
    </message>
    <message>
        <source>deleting the album “{0}”</source>
        <translation>删除相册“{0}”</translation>
    </message>
    <message numerus="yes">
        <source>adding to the album “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>添加到相册“{0}”（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removing from the album “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>从相册“{0}”中移除（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message>
        <source>changing what the album “{0}” looks for</source>
        <translation>更改相册“{0}”的搜索条件</translation>
    </message>
    <message numerus="yes">
        <source>taking back automatic tags “{0}” (%Ln photo(s))</source>
        <translation>
            <numerusform>撤回自动标签“{0}”（%Ln 张照片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>taking back %Ln automatic tag(s)</source>
        <translation>
            <numerusform>撤回 %Ln 个自动标签</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnknownNote</name>
    <message>
        <source>There is no tag “{0}”.</source>
        <translation>没有名为“{0}”的标签。</translation>
    </message>
    <message>
        <source>There is no label “{0}”.</source>
        <translation>没有名为“{0}”的识别标签。</translation>
    </message>
    <message>
        <source>There is no album “{0}”.</source>
        <translation>没有名为“{0}”的相册。</translation>
    </message>
    <message>
        <source>No place “{0}” is known.</source>
        <translation>找不到地点“{0}”。</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Why this photo?</source>
        <translation>为什么是这张照片？</translation>
    </message>
    <message>
        <source>Type what you look for in this photo.</source>
        <translation>请输入要在这张照片中查找的内容。</translation>
    </message>
    <message>
        <source>A description: a dog on a beach</source>
        <translation>描述，例如：沙滩上的狗</translation>
    </message>
    <message>
        <source>What to look for in the photo</source>
        <translation>要在照片中查找的内容</translation>
    </message>
    <message>
        <source>Show where</source>
        <translation>显示位置</translation>
    </message>
    <message>
        <source>Show where in the photo: “{0}”</source>
        <translation>显示“{0}”在照片中的位置</translation>
    </message>
    <message>
        <source>Strength of the colours</source>
        <translation>颜色浓度</translation>
    </message>
    <message>
        <source>Hold Space or the mouse button on the photo to see it alone.</source>
        <translation>在照片上按住空格键或鼠标键，只显示照片。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking where “{0}” is…</source>
        <translation>正在查找“{0}”的位置…</translation>
    </message>
</context>
<context>
    <name>WordsEditor</name>
    <message>
        <source>How much it counts</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>_Mending</name>
    <message>
        <source>Restoring the library…</source>
        <translation>正在恢复图库…</translation>
    </message>
    <message>
        <source>Saving what can be read…</source>
        <translation>正在保存可读取的内容…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(ies) of the catalogue were saved.</source>
        <translation>
            <numerusform>已保存图库数据库中的 %Ln 条记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(ies) could not be read.</source>
        <translation>
            <numerusform>有 %Ln 条记录无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Some could not be read; nobody knows how many.</source>
        <translation>有些记录无法读取，数量未知。</translation>
    </message>
    <message>
        <source>The damaged catalogue is kept in {0}.</source>
        <translation>损坏的数据库保留在 {0} 中。</translation>
    </message>
    <message>
        <source>No program was found that shows folders.</source>
        <translation>找不到可以显示文件夹的程序。</translation>
    </message>
</context>
<context>
    <name>_Restoring</name>
    <message>
        <source>Restoring the library…</source>
        <translation>正在恢复图库…</translation>
    </message>
    <message>
        <source>The backup was not restored: {0}</source>
        <translation>未能恢复备份：{0}</translation>
    </message>
</context>
<context>
    <name>_Side</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
</context>
<context>
    <name>_Work</name>
    <message>
        <source>The library is again as it was on {0}.</source>
        <translation>图库已恢复到 {0} 的状态。</translation>
    </message>
    <message>
        <source>What it was before this is kept in {0}.</source>
        <translation>恢复前的图库保留在 {0} 中。</translation>
    </message>
    <message>
        <source>Something went wrong that should not. Nothing was deleted.</source>
        <translation>发生了不该发生的错误。没有删除任何内容。</translation>
    </message>
</context>
</TS>
