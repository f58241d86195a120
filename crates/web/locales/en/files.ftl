files-title = Files
files-say = Photograph each page or choose files that you have (JPEG, PNG, PDF). A paper may have several files, in the order of its pages; they are bound into one PDF. A file may have up to 20 MB, all of them 100 MB.
files-say-desk = Scan or photograph each page, in order. What the person sent stays; what officers add can be removed until it is accepted.
files-help = Lay the paper flat, in good light, with all four corners in the picture. If an iPhone sends HEIC: open Settings, Camera, Formats, choose Most Compatible, and take it again.
files-choose = Choose files
files-camera = Use the camera
files-send = Send files
files-sending = Sending
files-lost = The connection broke and the files did not arrive. They are still on your device: press Send files again.
files-done = Done
files-attach = Attach files
files-took = { $count ->
    [one] 1 file received, it opens.
   *[other] { $count } files received, all { $count } open.
  }
files-summary = { $count ->
    [one] 1 file
   *[other] { $count } files
  }, { $pages ->
    [one] 1 page
   *[other] { $pages } pages
  }
files-none = No file was chosen.
files-again = The page was open for too long and the files were not taken. Choose and send them again.
files-too-much = No more can be taken: 40 files a paper and 100 MB a dossier at most. Remove some, or photograph at a lower resolution.
files-handed-in = What the person sent stays.
files-demanded = It cannot be handed in without a file.
files-advised = Send it along if you have it; bring the paper when you come.
files-shown = Bring these to be compared; no file is needed
files-none-yet = No file yet
file-about = { $pages ->
    [one] 1 page
   *[other] { $pages } pages
  }, { $kb } kB
file-remove = Remove
file-removed = Removed { $name }
file-restore = Take back
file-see = See the file
file-empty = { $name }: the file is empty, choose it again.
file-too-large = { $name }: larger than 20 MB. Photograph it at the usual resolution, or split it.
file-heic = { $name }: a HEIC photograph of an iPhone, which cannot be read yet. In Settings open Camera, Formats, choose Most Compatible and take it again; or send it with Use the camera.
file-other-kind = { $name }: neither a photograph (JPEG, PNG) nor a PDF. Save a text as PDF and send that.
file-locked = { $name }: the PDF has a password. Save it without one and send it again.
file-broken = { $name }: it does not open and may be damaged. Save or photograph it again.
file-dynamic = { $name }: a form that opens in one program only. Print it into a PDF and send that.
file-too-many-pages = { $name }: more than 500 pages. Split it.
file-too-many-pixels = { $name }: the photograph is too large. Take it at the usual resolution.
file-busy = { $name }: the server is busy. Send it again in a minute.
files-lacking = A file is missing: { $component }
file-beside = The file beside
kbd-p = Alt P
