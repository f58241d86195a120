# Dates, times, sums, lengths.
format-clock = { $hour }:{ $minute }
format-moment = { $clock } on { $day }
format-moment-brief = { $day }, { $clock }
format-day = { $weekday } { $date }
format-day-brief = { $weekday } { $date }
format-money = { $sum } đồng
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
span-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
span-working-hours = { $count ->
    [one] 1 working hour
   *[other] { $count } working hours
}
span-working-days = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
span-working-days-hours = { $days ->
    [one] 1 working day
   *[other] { $days } working days
} { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
span-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
span-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
span-same-day = the same day
fee-free = no charge
fee-at-least = { $sum } and a sum that is being updated
fee-unknown = set by the province, amount being updated
fee-varies = depends on the case
