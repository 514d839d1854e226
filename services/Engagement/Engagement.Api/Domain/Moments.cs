using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain;

/// <summary>What instants people may name.</summary>
internal static class Moments
{
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan FirstZone = TimeSpan.FromHours(14);

    /// <summary>An appointment in the year 0 or 9999 is a slip of the pen.</summary>
    public static Refusal? Plausible(string field, DateTimeOffset? at) => at is null || (at >= Earliest && at < Latest)
        ? null
        : Refusal.Invalid(field, "time.implausible", $"A time between {Earliest.Year} and {Latest.Year} is expected.");

    /// <summary>What has happened lies in the past; clocks of devices may be a little ahead.</summary>
    public static Refusal? Happened(string field, DateTimeOffset? at, DateTimeOffset now, TimeSpan tolerance) =>
        Plausible(field, at) ?? (at is null || at <= now + tolerance ? null : InFuture(field));

    /// <summary>The same of a whole day: it has begun, if only where days begin first; whoever writes it may be far from the organisation.</summary>
    public static Refusal? HappenedOn(string field, DateOnly on, DateTimeOffset now) => on <= DateOnly.FromDateTime(now.ToOffset(FirstZone).DateTime) ? null : InFuture(field);

    /// <summary>E3: whoever asks to be called again means later than the call; a task due before it would be overdue at once.</summary>
    public static Refusal? CallBack(DateTimeOffset? at, DateTimeOffset callBegan) => Plausible("callBackAt", at) ?? (at is null || at > callBegan
        ? null
        : Refusal.Invalid("callBackAt", "call.back-before-call", "The call back lies before the call itself."));

    public static Refusal? InOrder(DateTimeOffset? startedAt, DateTimeOffset? endedAt) => startedAt is null || endedAt is null || startedAt <= endedAt
        ? null
        : Refusal.Invalid("endedAt", "time.ends-before-start", "It ends before it started.");

    private static Refusal InFuture(string field) => Refusal.Invalid(field, "time.in-future", "This lies in the future; what has happened lies in the past.");
}
