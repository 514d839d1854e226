using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Calendars;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Calendars;

/// <summary>E12: the iCalendar feed (RFC 5545) behind a secret link. A client that polls and has it already costs a few sums over an index.</summary>
internal static class Feed
{
    private const string ContentType = "text/calendar; charset=utf-8";

    public static async Task<Results<ContentHttpResult, StatusCodeHttpResult, Missing>> HandleAsync(
        string secret, EngagementDb db, HttpContext http, IOptions<EngagementOptions> options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var hash = CalendarLink.HashOf(secret);
        if (await db.CalendarLinks.AsNoTracking().SingleOrDefaultAsync(link => link.SecretHash == hash && link.RevokedAt == null, cancellationToken) is not { } link)
            return Missing.Saying("This link leads to no calendar; it was revoked or replaced.");
        // Whoever has left reads nobody's diary any more; what the link shows follows where they are.
        var colleague = await db.Colleagues.AsNoTracking().Where(c => c.Subject == link.OwnerId).Select(c => new { c.Active, c.TimeZone }).SingleOrDefaultAsync(cancellationToken);
        if (colleague is { Active: false }) return Missing.Saying("This link leads to no calendar; whose it was works here no more.");
        var zone = colleague is { TimeZone: var own } && Known(own) ? own : options.Value.TimeZone;
        var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var (from, to) = (today.AddDays(-options.Value.CalendarPastDays), today.AddDays(options.Value.CalendarFutureDays));
        var tag = await TagAsync(db, link, zone, from, to, cancellationToken);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(known => known.Trim() == tag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        var entries = await EntriesAsync(db, link, zone, from, to, options.Value, cancellationToken);
        return TypedResults.Text(CalendarFeed.Of("CRM", Written(entries, loggers.CreateLogger(typeof(Feed)))).Text, ContentType, Encoding.UTF8);
    }

    /// <summary>What cannot be written is left out: a calendar without one entry is better than none.</summary>
    private static List<CalendarEntry> Written(IEnumerable<CalendarEntry> entries, ILogger log)
    {
        var written = new List<CalendarEntry>();
        foreach (var entry in entries)
        {
            if (CalendarFeed.Problems([entry]) is not { Count: > 0 } problems) written.Add(entry);
            else log.LogWarning("{Entry} is left out of a calendar feed: {Problems}", entry.Uid, string.Join(", ", problems));
        }
        return written;
    }

    /// <summary>Changes whenever a row of the window is changed, comes into it or leaves it, and when a customer of one is called something else.</summary>
    private static async Task<string> TagAsync(EngagementDb db, CalendarLink link, string zone, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var window = new Window(db, link.OwnerId, from, to);
        var activities = await window.Activities.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Keys = all.Sum(a => a.Key), Versions = all.Sum(a => a.Version) }).SingleOrDefaultAsync(cancellationToken);
        var tasks = await window.Tasks.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Keys = all.Sum(t => t.Key), Versions = all.Sum(t => t.Version) }).SingleOrDefaultAsync(cancellationToken);
        var series = await window.Series.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Keys = all.Sum(s => s.Key), Versions = all.Sum(s => s.Version) }).SingleOrDefaultAsync(cancellationToken);
        var names = await window.CustomersNamed.SumAsync(cancellationToken);
        var stamp = $"{link.Id}:{zone}:{from.UtcTicks}:{activities}:{tasks}:{series}:{names}";
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stamp)))[..32]}\"";
    }

    private static async Task<List<CalendarEntry>> EntriesAsync(
        EngagementDb db, CalendarLink link, string zone, DateTimeOffset from, DateTimeOffset to, EngagementOptions options, CancellationToken cancellationToken)
    {
        var window = new Window(db, link.OwnerId, from, to);
        var activities = await window.Activities.AsNoTracking().ToListAsync(cancellationToken);
        var tasks = await window.Tasks.AsNoTracking().ToListAsync(cancellationToken);
        var series = await window.Series.AsNoTracking().ToListAsync(cancellationToken);
        var ids = activities.Select(a => a.CustomerId).Concat(tasks.Select(t => t.CustomerId).OfType<Guid>()).Concat(series.Select(s => s.CustomerId)).Distinct().ToArray();
        var names = await db.NamesAsync(ids, cancellationToken);
        var language = Enum.TryParse<Language>(link.Language, out var known) ? known : Language.English;
        var diary = new DiaryEntries(zone, options.CalendarHost, language, names);
        // An occurrence that another person has taken over is an appointment of its own there, and none of the series here.
        var own = series.Select(s => s.Id).ToHashSet();
        var occurrences = activities.Where(a => a.SeriesId is { } id && own.Contains(id)).ToLookup(a => a.SeriesId!.Value);
        return
        [
            .. activities.Where(a => a.SeriesId is not { } id || !own.Contains(id)).Select(diary.Of),
            .. tasks.Select(diary.Of),
            .. series.Select(s => diary.Of(s, [.. occurrences[s.Id]])),
        ];
    }

    private static bool Known(string zone) => NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>What stands in somebody's feed.</summary>
    private sealed class Window(EngagementDb db, string owner, DateTimeOffset from, DateTimeOffset to)
    {
        public IQueryable<Activity> Activities { get; } = db.Activities.IgnoreQueryFilters().Where(a => a.OwnerId == owner && a.At >= from && a.At < to);

        public IQueryable<WorkTask> Tasks { get; } = db.Tasks.IgnoreQueryFilters().Where(t => t.AssigneeId == owner && t.State == TaskState.Open && t.DueAt >= from && t.DueAt < to);

        public IQueryable<ActivitySeries> Series { get; } = db.Series.IgnoreQueryFilters().Where(s => s.OwnerId == owner);

        /// <summary>For each row that names a customer, how often the customer's file was changed.</summary>
        public IQueryable<long> CustomersNamed => Activities.Select(a => (Guid?)a.CustomerId).Concat(Tasks.Select(t => t.CustomerId)).Concat(Series.Select(s => (Guid?)s.CustomerId))
            .Join(db.AllCustomers, id => id, customer => customer.Id, (_, customer) => customer.SourceVersion);
    }
}
