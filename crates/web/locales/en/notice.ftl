notices-about = What we told you about your dossiers, the newest on top.
notices-none = There are no notices yet. When there is news about a dossier, it stands here.
notices-new = Unread
notices-open = See the dossier
notices-all = Mark all as read
notices-line = { $moment } · dossier { $number }
notices-newer-words = This version of the system cannot read the notice. Please see the dossier's page.
