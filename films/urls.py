"""The catalogue's addresses that are no entry type's."""

from django.urls import URLPattern, URLResolver, path

from films.views import (
    calendars,
    films,
    first_edits,
    grid,
    home,
    mending,
    plates,
    posters,
    progress,
    segments,
    share_cards,
    similar,
    style,
    watch,
    years,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("films/", films.film_list, name="films"),
    path("films/random/", films.random_film, name="random_film"),
    path("card.png", share_cards.site_card, name="site_card"),
    path("<entries:entry_type>/<entry:ref>/card.png", share_cards.card, name="card"),
    path("films/<entry:ref>/poster.svg", posters.poster, name="poster"),
    path("films/<entry:ref>/segments/<int:number>/", segments.segment, name="segment"),
    path("films/<entry:ref>/segments/<int:number>/frame.svg", plates.plate, name="plate"),
    path("films/<entry:ref>/similar/", similar.similar_films, name="similar"),
    path("help/tour/", first_edits.start_tour, name="tour"),
    path("style/", style.guide, name="style"),
    path("style/posters/<int:year>.svg", style.sample_poster, name="style_poster"),
    path("films/<entry:ref>/watch/<int:number>/", watch.offer_check, name="offer_check"),
    path("films/<entry:ref>/edit/grid/", grid.grid, name="grid"),
    path("watch/", watch.watch_list, name="watch"),
    path("calendar/", calendars.this_month, name="calendar"),
    path("calendar.ics", calendars.calendar_ics, name="calendar_ics"),
    path("calendar/<int:year>/<int:month>/", calendars.month, name="calendar_month"),
    path("calendar/<int:year>/<int:month>/<int:day>/", calendars.day, name="calendar_day"),
    path("fix/", mending.fix, name="fix"),
    path("fix/feed/", mending.fix_feed, name="fix_feed"),
    path("users/<str:username>/fix/feed/", mending.user_fix_feed, name="user_fix_feed"),
    path("missing/progress/", progress.progress, name="progress"),
    path("years/", years.year_list, name="years"),
    path("years/<int:year>/", years.year_detail, name="year"),
]
