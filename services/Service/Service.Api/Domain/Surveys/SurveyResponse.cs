using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>What the customer gave for one question: a rating (and what was expected), a choice, or words.</summary>
internal sealed record ItemAnswer(string ItemId, int? Rating = null, int? Expected = null, string? Choice = null, string? Text = null);

/// <summary>An answer with the scale it is to be read by; <paramref name="Gap"/> is experience over expectation.</summary>
internal sealed record ReadAnswer(ItemAnswer Given, SurveyItemKind Kind, RatingScale? Scale, int? Gap, bool IsUnhappy);

/// <summary>
/// S7: a whole response; it never changes. Of an anonymous survey it knows neither the customer nor the invitation, and of the time
/// only the day.
/// </summary>
internal sealed record SurveyResponse(
    string SurveyKey, int Version, SurveyOccasion Occasion, string Language, ImmutableArray<ReadAnswer> Answers, DateTimeOffset At)
{
    public Guid? CustomerId { get; init; }

    public Guid? InvitationId { get; init; }

    public bool IsUnhappy => Answers.Any(answer => answer.IsUnhappy);

    /// <summary>
    /// Takes answers to an invitation, or refuses: the link was used (<c>survey.already-answered</c>), is too old
    /// (<c>survey.expired</c>), belongs to another version, or answers are missing or off their scale (<c>survey.answers-invalid</c>).
    /// </summary>
    public static Outcome<SurveyResponse> Take(
        SurveyDefinition survey, SurveyInvitation invitation, string language, IReadOnlyCollection<ItemAnswer> answers, DateTimeOffset now)
    {
        if (invitation.WhyNotAnswer(now) is { } closed)
            return closed;
        if (survey.PublishedAt is null || (survey.Key, survey.Version) != (invitation.SurveyKey, invitation.Version))
            return Refusal.Conflict("survey.wrong-version", "The answers belong to another version of the survey.");
        if (AnswerChecks.Of(survey, answers) is { } refusal)
            return refusal;

        var response = new SurveyResponse(
            survey.Key, survey.Version, survey.Occasion, survey.LanguageFor(language),
            [.. survey.Items.SelectMany(item => answers.Where(answer => answer.ItemId == item.Id).Select(answer => Read(survey, item, answer)))], now);
        return survey.IsAnonymous
            ? response with { At = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) }
            : response with { CustomerId = invitation.CustomerId, InvitationId = invitation.Id };
    }

    /// <summary>S7: an unhappy answer after a closing reopens the complaint; any other opens a follow-up. Of an anonymous survey nobody can be called back.</summary>
    public UnhappyAction Action =>
        !IsUnhappy || CustomerId is null ? UnhappyAction.None
        : Occasion == SurveyOccasion.ComplaintClosed ? UnhappyAction.ReopenComplaint
        : UnhappyAction.OpenFollowUp;

    private static ReadAnswer Read(SurveyDefinition survey, SurveyItem item, ItemAnswer answer)
    {
        var scale = item.ReadBy;
        int? gap = scale is not null && answer is { Rating: { } experienced, Expected: { } expected } ? scale.Gap(expected, experienced) : null;
        var unhappy = scale is not null && answer.Rating is { } rating && (scale.IsUnhappy(rating) || gap <= -survey.UnhappyGap);
        return new ReadAnswer(answer, item.Kind, scale, gap, unhappy);
    }
}
