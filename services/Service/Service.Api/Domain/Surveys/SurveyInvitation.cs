using CrmPlatform.ServiceDefaults.Domain;
namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: one customer asked once. The link carries the id; what makes it work only once is <see cref="AnsweredAt"/>.</summary>
internal sealed record SurveyInvitation(Guid Id, string SurveyKey, int Version, Guid CustomerId, DateTimeOffset SentAt, DateTimeOffset ExpiresAt)
{
    public DateTimeOffset? RemindedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public static SurveyInvitation Send(Guid id, SurveyDefinition survey, Guid customerId, DateTimeOffset now) =>
        new(id, survey.Key, survey.Version, customerId, now, now.AddDays(survey.LinkDays));

    /// <summary>Null, or why it takes no answer any more.</summary>
    public Refusal? WhyNotAnswer(DateTimeOffset now) =>
        AnsweredAt is not null ? Refusal.Conflict("survey.already-answered", "This survey was answered already; thank you.")
        : now >= ExpiresAt ? Refusal.Conflict("survey.expired", "This survey has closed.")
        : null;

    /// <summary>When the one reminder is due; null when it went out, is not needed, or would come after the end.</summary>
    public DateTimeOffset? ReminderDueAt(SurveyDefinition survey)
    {
        var due = SentAt.AddDays(survey.ReminderDays);
        return AnsweredAt is null && RemindedAt is null && due < ExpiresAt ? due : null;
    }
}

/// <summary>S7: not more than one survey per customer in 30 days.</summary>
internal static class SurveyQuarantine
{
    public const int DefaultDays = 30;

    /// <summary>Null, or until when the customer is left alone (<c>survey.quarantine</c>). Invitations of any survey count, answered or not.</summary>
    public static Refusal? WhyNotInvite(IEnumerable<DateTimeOffset> invitedAt, DateTimeOffset now, int days = DefaultDays)
    {
        var last = invitedAt.Select(at => (DateTimeOffset?)at).Max();
        return last is { } at && now < at.AddDays(days)
            ? Refusal.Conflict("survey.quarantine", $"The customer was asked on {at:yyyy-MM-dd} and is left alone until {at.AddDays(days):yyyy-MM-dd}.")
            : null;
    }
}
