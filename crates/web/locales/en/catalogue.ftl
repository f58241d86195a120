# Home, search, procedures, places, centres.
home-title = Home
home-question = What do you need to do today?
home-tries = Often searched:
home-errands = Common errands
home-centres = Centres near you
home-all-centres = See all { $count } centres
door-track = Follow a dossier
door-track-about = By the number on your receipt, without an account
door-mine = My dossiers
door-mine-about = Drafts, what you filed, and results
door-places = Old place names
door-places-about = What a ward or commune on an old paper is now
own-title = Filing online by yourself
own-about = Dossiers that you file online by yourself go through the National Public Service Portal or VNeID. This site helps you **file with assistance**, follow dossiers and get results.
own-anywhere = Any centre of the province takes your dossier, with the same result.
own-portal = Go to the National Public Service Portal
search-label = Type what you need to do, with or without Vietnamese marks
search-do = Search
search-found = { $count ->
    [one] 1 procedure
   *[other] { $count } procedures
}
search-found-more = The { $count } best matches
search-none = No procedure found for “{ $q }”
search-none-try = Try fewer words, or choose one of the common errands below.
search-none-ask = Not sure which procedure you need? Call { $phone }, or ask at the nearest centre.
procedures-title = Administrative procedures
fact-limit = Time limit
fact-limit-unknown = Being updated
fact-fee = Fee
fact-where = Where to file
fact-where-goes = Received by
fact-anywhere = At any centre of the province
fact-at-unit = At the deciding body
fact-result = What you get
fact-result-unknown = Being updated
papers-title = What you need
papers-unknown = The list of papers is being updated. Please ask the centre before you go.
papers-hand-in = Hand in
papers-count = { $count ->
    [one] 1 paper
   *[other] { $count } papers
}
papers-show = Only show, do not hand in
papers-show-about = bring it, you get it back at once
papers-not-needed = No need to bring
papers-not-needed-about = we look it up
steps-title = Steps
basis-title = Legal basis ({ $count })
basis-unknown = The legal basis is being updated.
procedure-version = Procedure { $code }, field { $field }.
procedure-decision = By announcing decision { $decision }.
procedure-valid-from = In force from { $day }.
procedure-start = File with assistance
procedure-at-counter = This procedure is taken at counters; there is no electronic form here yet.
procedure-centres = See the centres
procedure-ask = Ask: { $phone }
procedure-own = You can also file this on the National Public Service Portal or VNeID.
places-title = Old place names
places-about = On { $day } the wards and communes of the province were merged. Type the name on your old paper to see what it is now. Old papers stay valid.
places-label = Old ward, commune, town or district
places-do = Look up
places-none = No place named “{ $q }” found in the province
places-none-try = Try the name of the ward or commune alone. If that does not help, call { $phone }.
places-now = { $old }: now { $new }
places-whole = All of it now belongs to { $new }.
places-same = Unchanged: same name, same boundaries.
places-split = { $old }: now divided among { $count } units
places-split-ask = Which one is yours depends on the group, area or hamlet. Please see the latest notice of your neighbourhood, or ask the nearest centre.
centres-title = The centres
centres-about = Every centre receives and delivers dossiers for the whole province.
centre-open-until = Open until { $clock }
centre-opens-at = Opens { $moment }
centre-closed = Closed for now
