# Originals, hand-over lists and conditional slips.
desk-part-originals = Originals
originals-title = Originals in our keeping
originals-said = { $count ->
    [0] No originals are kept.
    [one] One original is kept.
   *[other] { $count } originals are kept, the longest first.
}
hand-overs-all = All hand-over lists, scan a code
originals-open = Lists that are not done
originals-here = Lying here
originals-none = No original lies here
originals-none-about = What is left at acceptance, or arrives by a hand-over list, stands here until it goes on or is given back.
original-take = Choose
original-one = Choose { $name }
original-whose = Whose
original-next = What to do
original-since = Since
original-sheets = { $count ->
    [one] one sheet
   *[other] { $count } sheets
}
original-owed = Dossier is over, give it back
original-with-result = Goes back with the result
original-goes = Needed at { $unit }
original-listed = On a list, not sent yet
original-stays = Its dossier is here
original-moved-on = An original has just moved on or is on another list. The list below is up to date.
original-to = Hand over to
original-carrier = Who carries it
original-arrived = Received
original-missing = Missing, looked for
original-found = Found at { $unit }
original-name = Name and number of the paper
original-name-hint = Enough to tell it by, for example: certificate AB 000123
original-sheets-label = Sheets
original-sheets-wrong = Enter how many sheets the original has, from 1 to 2000
original-where = Lies at
original-component = Choose a paper that is handed in; what is only shown goes back at once
original-description = Enter name and number of the original
original-lies = kept at { $unit }
original-under-way = on its way from { $from } to { $to }
original-is-missing = missing on hand-over, { $from } and { $to } look for it
original-returned = given back at { $unit }, { $moment }
do-give-back = Give back
give-back-title = Give an original back
give-back-early = The dossier is not done. Give it back if the original is no longer needed for it.
do-keep = Keep an original
keep-title = Keep an original
keep-about = Only where the matter needs the original. A code for its cover is given; write it on the cover.
keep-component = Component it belongs to
keep-do = Keep
counter-keep = Keep originals
counter-keep-about = Fill in only what is left here. Nothing is kept where it is empty; what is shown goes back at once.
hand-over-make = Hand over to another place
hand-over-make-about = Tick the originals above and choose who receives them. Print the list, then scan it to send it off.
hand-over-make-do = Make the list
hand-over-nothing = Tick at least one original
hand-over-too-many = A list takes 60 originals at most: make another one
hand-over-no-unit = Choose who receives, another than who has them
hand-over-title = Hand-over list { $number }
hand-over-lines = Originals on the list
hand-over-there = There
hand-over-there-one = { $name } is there
hand-over-found = Found here
hand-over-print = Print the list
hand-over-from = Gives
hand-over-to = Receives
hand-over-made-by = Made by
hand-over-sent-by = Sent off
hand-over-received-by = Received by
hand-over-dropped-by = Dropped by
hand-over-made = Not sent yet
hand-over-arriving = On its way here
hand-over-leaving = On its way
hand-over-received = Received whole
hand-over-dropped = Not sent
hand-over-looked-for = { $count } missing, looked for
hand-over-send = Send off
hand-over-send-about = Press as the cover leaves. Until the other end has it, this unit answers for it.
hand-over-drop = Do not send
hand-over-drop-about = The originals stay here; the number is not used again.
hand-over-receive = Receive what is ticked
hand-over-receive-about = Open the cover and untick what is not there. What is missing is named, and both ends see it until it is found.
hand-over-way = From, to
hand-over-way-from = { $count ->
    [one] from { $unit }, one original
   *[other] from { $unit }, { $count } originals
}
hand-over-way-to = { $count ->
    [one] to { $unit }, one original
   *[other] to { $unit }, { $count } originals
}
hand-over-from-to = { $from } → { $to }
hand-over-count = { $count ->
    [one] one original
   *[other] { $count } originals
}
hand-overs-title = Hand-over lists of originals
hand-overs-said = { $count ->
    [0] There is no list yet.
    [one] One list.
   *[other] { $count } lists, the newest first.
}
hand-overs-find = Scan the code on the list, or type its number
hand-overs-none = The unit has no hand-over list yet
hand-overs-not-found = No list with this number goes from or to the unit. Check the number on the paper.
deliver-original = Original that goes back
deliver-originals-elsewhere = An original of the dossier is not at { $unit }, so the result cannot be handed out yet. Ask the place that has it for a hand-over; the person has the result as a file.
tracking-original = Original: { $name }
guidance-title = Guidance slips, papers to come
guidance-said = { $count ->
    [0] Nobody has papers to bring.
    [one] One person has papers to bring.
   *[other] { $count } people have papers to bring.
}
guidance-find = Draft code, personal number or name, whole province
guidance-code = Draft code
guidance-comes = Comes
guidance-none = No slip of this centre is open
guidance-not-found = No open slip was found. Drafts are kept for 30 days; after that the form is filled in again.
guidance-day-over = { $day } has gone by
guidance-day-said = by { $day }
guidance-no-day = no day agreed
guidance-given = { $unit }, { $moment }
guidance-lacking = { $count ->
    [one] one paper lacking
   *[other] { $count } papers lacking
}
guidance-go-on = Go on
guidance-print = Print the slip
guidance-nothing = Tick at least one paper that is lacking. If nothing is, hand it in.
guidance-component = The procedure has no such paper
guidance-day = Choose a day from today on, within 30 days
guidance-data-first = looked up first, needed only if that finds nothing
guidance-remark = Remark
guidance-give-title = Papers still to bring
guidance-give-about = Nothing is handed in, no number is given and no time runs. The filled-in form waits under { $code }; any centre opens it again.
guidance-bring = Papers still to bring
guidance-by-day = Comes by
guidance-by-day-hint = Leave empty if no day was agreed. It can be handed in later, too.
guidance-note = General remark
guidance-give-do = Make the slip
guidance-all = Open slips, found by code or name
guidance-of-person = Papers to come
guidance-line = { $count ->
    [one] { $code }, one paper lacking; press to go on
   *[other] { $code }, { $count } papers lacking; press to go on
}
do-guidance = Papers lacking, make a slip
kbd-h = Alt H
slips-title = Papers you still have to bring
slips-about = The form was filled in with you and is kept. Bring the papers to any centre of the province and say the code.
slips-line = Code { $code }
slips-line-day = Code { $code }, agreed for { $day } at the latest
slips-paper = Guidance sheet (PDF)
withdraw-original = We still have the original { $name }, { $where }. Please collect it there.
