"""The site's table of contents. The catalogue's addresses come last: they match any entry type."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, register_converter

from wiki.converters import EntryRefConverter, EntryTypeConverter, PictureDigestConverter
from wiki.views import (
    acts,
    again,
    audit,
    changes,
    cite,
    drafts,
    edit,
    elsewhere,
    entries,
    feeds,
    filters,
    history,
    install,
    lists,
    log,
    markdown_preview,
    moderation,
    notices,
    opensearch,
    originals,
    patrol,
    pictures,
    previews,
    protection,
    queue,
    roll_back,
    search,
    sitemaps,
    statistics,
    submissions,
    talk,
)
from wiki.views.health import healthz
from wiki.views.help import help_index, help_page

register_converter(EntryTypeConverter, "entries")
register_converter(EntryRefConverter, "entry")
register_converter(PictureDigestConverter, "picture")

#: Who signs up or logs in too often; allauth asks for it.
handler429 = "accounts.views.limits.too_many"
handler403 = "wiki.views.errors.forbidden"
handler404 = "wiki.views.errors.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("service-worker.js", install.service_worker, name="service_worker"),
    path("offline/", install.offline, name="offline"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", sitemaps.one, name="sitemap_part"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("admin/", admin.site.urls),
    path("users/<str:username>/roll-back/", roll_back.roll_back_user, name="roll_back"),
    path("", include("accounts.urls")),
    path("", include("films.urls")),
    path("pictures/<picture:digest>/", pictures.picture_page, name="picture"),
    path("pictures/<picture:digest>/<int:width>.webp", pictures.picture_file, name="picture_file"),
    path("search/", search.search_page, name="search"),
    path("search/suggest", search.suggestions, name="suggest"),
    path("search/opensearch", opensearch.suggestions, name="opensearch_suggest"),
    path("help/", help_index, name="help"),
    path("help/<slug:name>/", help_page, name="help_page"),
    path("pick/<entries:entry_type>/", search.picker, name="pick"),
    path("changes/", changes.changes, name="changes"),
    path("changes/feed/", feeds.changes_feed, name="changes_feed"),
    path("moderation/patrol/", patrol.patrol_list, name="patrol"),
    path("moderation/audit/", audit.next_audit, name="audits"),
    path("moderation/audit/<int:pk>/", audit.one_audit, name="audit"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/filters/", filters.filter_list, name="filters"),
    path("moderation/filters/new/", filters.new_filter, name="filter_new"),
    path("moderation/filters/hits/", filters.filter_hits, name="filter_hits"),
    path("moderation/filters/<int:pk>/", filters.filter_detail, name="filter"),
    path("moderation/filters/<int:pk>/edit/", filters.edit_filter, name="filter_edit"),
    path("moderation/next/", queue.claim_first, name="queue_next"),
    path("moderation/bulk/", queue.bulk, name="queue_bulk"),
    path("moderation/statistics/", statistics.statistics, name="queue_statistics"),
    path("log/", log.public_log, name="log"),
    path("log/feed/", log.log_feed, name="log_feed"),
    path("log/<int:pk>/", log.one_act, name="log_entry"),
    path("moderation/protections/", protection.protections, name="protections"),
    path("moderation/protections/<int:pk>/lift/", protection.lift, name="protection_lift"),
    path("moderation/protections/<int:pk>/accept/", protection.accept, name="protection_accept"),
    path("moderation/protections/<int:pk>/dismiss/", protection.dismiss, name="protection_dismiss"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices_read"),
    path("notices/<int:pk>/", notices.open_notice, name="notice"),
    path("notices/mail/off/<str:token>/", notices.mail_off, name="mail_off"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("preview/", markdown_preview.markdown_preview, name="markdown_preview"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="draft_discard"),
    path("submissions/", submissions.mine, name="submissions"),
    path("submissions/<int:pk>/", submissions.detail, name="submission"),
    path("submissions/<int:pk>/claim/", queue.claim_submission, name="claim"),
    path("submissions/<int:pk>/take-over/", queue.take_over_submission, name="take_over"),
    path("submissions/<int:pk>/release/", queue.release_submission, name="release"),
    path("submissions/<int:pk>/preview/", previews.preview, name="submission_preview"),
    path("submissions/<int:pk>/approve/", moderation.approve_submission, name="approve"),
    path("submissions/<int:pk>/reject/", moderation.reject_submission, name="reject"),
    path("submissions/<int:pk>/withdraw/", submissions.withdraw_submission, name="withdraw"),
    path("submissions/<int:pk>/amend/", edit.change_submission, name="amend"),
    path("submissions/<int:pk>/again/", again.propose_again, name="again"),
    path("submissions/<int:pk>/ask/", moderation.ask_for_changes, name="ask"),
    path("submissions/<int:pk>/reopen/", moderation.reopen_submission, name="reopen"),
    path("submissions/<int:pk>/comments/", talk.add_comment, name="comment"),
    path("submissions/<int:pk>/versions/<int:number>/", talk.version, name="version"),
    # Pages of every entry type: /films/12-memories/ and what hangs below it.
    path("<entries:entry_type>/", lists.entry_list, name="entry_list"),
    path("<entries:entry_type>/feed/", feeds.new_pages_feed, name="new_feed"),
    path("<entries:entry_type>/new/", edit.create, name="entry_new"),
    path(
        "<entries:entry_type>/by/<slug:site>/<path:value>/", elsewhere.by_external_id, name="by_id"
    ),
    path("<entries:entry_type>/<entry:ref>/", entries.detail, name="entry"),
    path("<entries:entry_type>/<entry:ref>/edit/", edit.edit, name="entry_edit"),
    path("<entries:entry_type>/<entry:ref>/pending/", previews.pending, name="entry_pending"),
    path("<entries:entry_type>/<entry:ref>/hide/", acts.hide_entry, name="hide"),
    path("<entries:entry_type>/<entry:ref>/restore/", acts.restore_entry, name="restore"),
    path("<entries:entry_type>/<entry:ref>/merge/", acts.merge_entry, name="merge"),
    path("<entries:entry_type>/<entry:ref>/protect/", protection.protect_entry, name="protect"),
    path("<entries:entry_type>/<entry:ref>/cite/", cite.cite, name="cite"),
    path("<entries:entry_type>/<entry:ref>/history/", history.revisions, name="history"),
    path("<entries:entry_type>/<entry:ref>/history/feed/", feeds.history_feed, name="history_feed"),
    path("<entries:entry_type>/<entry:ref>/history/compare/", history.comparison, name="compare"),
    path("<entries:entry_type>/<entry:ref>/history/since/", originals.since, name="since"),
    path("<entries:entry_type>/<entry:ref>/history/blame/", history.blame, name="blame"),
    path(
        "<entries:entry_type>/<entry:ref>/history/<int:number>/", history.revision, name="revision"
    ),
    path(
        "<entries:entry_type>/<entry:ref>/history/<int:number>/revert/",
        acts.revert_revision,
        name="revert",
    ),
]
