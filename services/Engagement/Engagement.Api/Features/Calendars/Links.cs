using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Calendars;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Calendars;

/// <summary>The address of a calendar feed; whoever has it can read, so it is shown this once.</summary>
public sealed record NewCalendarLinkView(string Path, DateTimeOffset CreatedAt);

/// <summary>Whether there is a link; its address was shown when it was made.</summary>
public sealed record CalendarLinkView(bool Active, DateTimeOffset? CreatedAt, long Version) : IVersionedView;

/// <summary>E12: the revocable secret link of the caller's calendar.</summary>
internal static class Links
{
    public static async Task<Created<NewCalendarLinkView>> CreateAsync(EngagementDb db, Caller caller, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var earlier in await db.CalendarLinks.Where(known => known.OwnerId == caller.Subject && known.RevokedAt == null).ToListAsync(cancellationToken)) earlier.Revoke(now);
        var (link, secret) = CalendarLink.Create(caller.Subject, http.Language().ToString(), now);
        db.CalendarLinks.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created("/api/v1/calendar/link", new NewCalendarLinkView($"/api/v1/public/engagement/calendar/{secret}.ics", now));
    }

    public static async Task<Ok<CalendarLinkView>> ReadAsync(EngagementDb db, Caller caller, CancellationToken cancellationToken)
    {
        var active = await db.CalendarLinks.AsNoTracking().SingleOrDefaultAsync(link => link.OwnerId == caller.Subject && link.RevokedAt == null, cancellationToken);
        return TypedResults.Ok(new CalendarLinkView(active is not null, active?.CreatedAt, active?.Version ?? 0));
    }

    public static async Task<Results<NoContent, Missing, Stale>> RevokeAsync(IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.CalendarLinks.SingleOrDefaultAsync(link => link.OwnerId == caller.Subject && link.RevokedAt == null, cancellationToken) is not { } active)
            return new Missing("calendar link", caller.Subject);
        if (!ifMatch.Matches(active)) return new Stale(active.Version);
        active.Revoke(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
