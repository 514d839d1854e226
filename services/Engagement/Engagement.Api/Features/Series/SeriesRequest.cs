using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Features.Series;

/// <summary>A recurring activity.</summary>
/// <param name="Rule">The value of an RRULE (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO.</param>
/// <param name="Start">On the wall clock of the zone, without offset: from when the rule counts.</param>
/// <param name="TimeZone">IANA name; the organisation's when left out.</param>
/// <param name="Goal">Of visits; calls have none, and the other kinds have their details.</param>
/// <param name="OriginalStart">Where a series is planned anew: the occurrence from which on, by its old rule; the start when left out or earlier.</param>
public sealed record SeriesRequest(
    Guid CustomerId,
    ActivityKind Kind,
    ActivityPurpose Purpose,
    [property: Required, StringLength(400, MinimumLength = 1)] string Rule,
    DateTime Start,
    [property: Range(0, 1440)] int Minutes = 60,
    [property: StringLength(60)] string? TimeZone = null,
    ActivityDirection Direction = ActivityDirection.Outbound,
    [property: StringLength(400)] string? Goal = null,
    [property: StringLength(100)] string? Mode = null,
    [property: StringLength(4000)] string? Content = null,
    [property: StringLength(200)] string? Place = null,
    [property: StringLength(4000)] string? Notes = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: MaxLength(50)] IReadOnlyList<Participant>? Participants = null,
    [property: Range(0, 43_200)] int? RemindBefore = null,
    MeetingDetails? Meeting = null,
    EmailDetails? Email = null,
    MessageDetails? Message = null,
    EventDetails? Event = null,
    DateTime? OriginalStart = null);

/// <param name="OriginalStart">By the rule, on the wall clock of the series' zone.</param>
public sealed record OccurrenceRequest(DateTime OriginalStart);

/// <summary>A recurring activity as clients see it.</summary>
/// <param name="Title">What it is about; of calls their purpose, in the language asked for.</param>
/// <param name="Rule">Its RRULE; with an UNTIL once it was ended.</param>
/// <param name="Except">Original starts that are left out.</param>
public sealed record SeriesView(
    Guid Id, Guid CustomerId, string OwnerId, string Team, ActivityKind Kind, ActivityPurpose Purpose, string Title, string Rule, DateTime Start, int Minutes,
    string TimeZone, IReadOnlyList<DateTime> Except, string? Place, string? Notes, int? RemindBefore, bool Ended, string CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static SeriesView Of(ActivitySeries s, Language language) => new(
        s.Id, s.CustomerId, s.OwnerId, s.Team, s.Template.Kind, s.Template.Purpose, s.Template.TitleIn(language), s.When.Rule, s.When.Start, (int)s.When.Duration.TotalMinutes,
        s.When.TimeZone, s.When.Except, s.Template.Place, s.Template.Notes, s.Template.RemindBefore, s.Ended, s.CreatedBy, s.CreatedAt, s.Version);
}
