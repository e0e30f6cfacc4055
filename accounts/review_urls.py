"""Addresses of reviews, recommendations and complaints."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import complaints
from accounts.views.reviews import browse, feeds, recommendations, show, vote, write

urlpatterns: list[URLPattern | URLResolver] = [
    path("films/<entry:ref>/reviews/", browse.film_reviews, name="film_reviews"),
    path("films/<entry:ref>/review/", write.write, name="review_write"),
    path(
        "films/<entry:ref>/recommendations/",
        recommendations.film_recommendations,
        name="film_recommendations",
    ),
    path("films/<entry:ref>/recommend/", recommendations.write_recommendation, name="recommend"),
    path("recommendations/<int:pk>/helpful/", vote.vote_recommendation, name="recommendation_vote"),
    path(
        "recommendations/<int:pk>/delete/",
        recommendations.remove_recommendation,
        name="recommendation_delete",
    ),
    path("reviews/", browse.browse, name="reviews"),
    path("reviews/feed/", feeds.reviews_feed, name="reviews_feed"),
    path("reviews/<int:pk>/", show.show_review, name="review"),
    path("reviews/<int:pk>/history/", show.review_history, name="review_history"),
    path("reviews/<int:pk>/helpful/", vote.vote_review, name="review_vote"),
    path("reviews/<int:pk>/delete/", write.remove, name="review_delete"),
    path("users/<user:username>/reviews/", browse.reviews_of_user, name="user_reviews"),
    path("complaints/new/", complaints.new_complaint, name="complaint_new"),
    path("moderation/complaints/", complaints.complaints, name="complaints"),
    path(
        "moderation/complaints/<int:pk>/decide/",
        complaints.decide_complaints,
        name="complaint_decide",
    ),
]
