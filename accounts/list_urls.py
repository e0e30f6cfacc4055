"""Addresses of curators' lists, below /lists/."""

from django.urls import URLPattern, URLResolver, path

from accounts.views.lists import add, browse, exports, rows, settings, show, talk

urlpatterns: list[URLPattern | URLResolver] = [
    path("", browse.browse, name="lists"),
    path("new/", settings.new_list, name="list_new"),
    path("add/", add.add_about, name="list_add_about"),
    path("pick/", rows.pick_for_list, name="list_pick"),
    path("<entry:ref>/", show.show_list, name="list"),
    path("<entry:ref>/card.png", show.list_card, name="list_card"),
    path("<entry:ref>/edit/", settings.edit_list, name="list_edit"),
    path("<entry:ref>/delete/", settings.remove_list, name="list_delete"),
    path("<entry:ref>/clone/", settings.copy_list, name="list_clone"),
    path("<entry:ref>/rows/", rows.edit_rows, name="list_rows"),
    path("<entry:ref>/rows/add/", rows.add_to_list, name="list_add"),
    path("<entry:ref>/rows/chosen/", rows.add_chosen, name="list_add_chosen"),
    path("<entry:ref>/proposals/", rows.decide_proposals, name="list_proposals"),
    path("<entry:ref>/history/", show.list_history, name="list_history"),
    path("<entry:ref>/history/<int:number>/undo/", rows.undo_change, name="list_undo"),
    path("<entry:ref>/like/", talk.like, name="list_like"),
    path("<entry:ref>/comments/", talk.comment, name="list_comment"),
    path("<entry:ref>/comments/<int:number>/delete/", talk.delete_comment, name="list_uncomment"),
    path("<entry:ref>/feed/", exports.list_feed, name="list_feed"),
    path("<entry:ref>/rss/", exports.list_rss, name="list_rss"),
    path("<entry:ref>/list.csv", exports.list_csv, name="list_csv"),
    path("<entry:ref>/list.json", exports.list_json, name="list_json"),
]
