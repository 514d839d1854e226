using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>How long the first response and the resolution may take at one severity.</summary>
internal sealed record SeverityTarget(BusinessDuration FirstResponse, BusinessDuration Resolution);

/// <summary>
/// S5: the targets by severity and customer class, in business time, and at which share of a target something happens.
/// Shares and factors are in thousandths, so that every replica computes the same tick.
/// </summary>
internal sealed record ServiceLevels
{
    public static readonly ServiceLevels Default = new();

    public ImmutableDictionary<Severity, SeverityTarget> Targets { get; init; } = new Dictionary<Severity, SeverityTarget>
    {
        [Severity.Critical] = new(BusinessDuration.OfMinutes(30), BusinessDuration.OfHours(8)),
        [Severity.High] = new(BusinessDuration.OfHours(2), BusinessDuration.OfDays(2)),
        [Severity.Normal] = new(BusinessDuration.OfHours(8), BusinessDuration.OfDays(5)),
        [Severity.Low] = new(BusinessDuration.OfHours(24), BusinessDuration.OfDays(10)),
    }.ToImmutableDictionary();

    /// <summary>Thousandths of the target by customer class, in any case; a class not named here has 1000.</summary>
    public ImmutableDictionary<string, int> ClassFactors { get; init => field = value.WithComparers(StringComparer.OrdinalIgnoreCase); } =
        new Dictionary<string, int> { ["A"] = 750 }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Thousandths of the target at which each milestone stands.</summary>
    public ImmutableDictionary<Milestone, int> Shares { get; init; } = new Dictionary<Milestone, int>
    {
        [Milestone.FirstWarning] = 750,
        [Milestone.SecondWarning] = 900,
        [Milestone.Breach] = 1_000,
        [Milestone.FirstEscalation] = 1_250,
        [Milestone.SecondEscalation] = 1_500,
    }.ToImmutableDictionary();

    /// <summary>The target of a clock by severity, class and calendar.</summary>
    public TimeSpan TargetOf(ClockKind clock, Severity severity, string? customerClass, BusinessCalendar calendar)
    {
        var target = Targets[severity];
        var duration = (clock == ClockKind.FirstResponse ? target.FirstResponse : target.Resolution).On(calendar);
        var factor = customerClass is not null && ClassFactors.TryGetValue(customerClass, out var thousandths) ? thousandths : 1_000;
        return TimeSpan.FromTicks(duration.Ticks * factor / 1_000);
    }

    /// <summary>Null, or which setting makes no sense (<c>service-levels.invalid</c>).</summary>
    public Refusal? Check()
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            if (!Targets.TryGetValue(severity, out var target) || !Sensible(target.FirstResponse) || !Sensible(target.Resolution))
                return Invalid($"Severity {severity} needs a first response and a resolution target above nothing and up to a year.");
        }

        if (ClassFactors.Values.Any(factor => factor is < 100 or > 10_000))
            return Invalid("A class factor lies between 0.1 and 10.");

        var shares = Enum.GetValues<Milestone>().Select(milestone => Shares.GetValueOrDefault(milestone)).ToList();
        if (shares[0] <= 0 || shares.Zip(shares.Skip(1)).Any(pair => pair.Second < pair.First) || shares[^1] > 10_000)
            return Invalid("Warnings, breach and escalations follow each other, the first above 0 and the last up to 10 times the target.");

        return Shares[Milestone.Breach] == 1_000 ? null : Invalid("A breach is at the whole target: its share is 1.");

        static bool Sensible(BusinessDuration duration) =>
            duration.Days is >= 0 and <= 366 && duration.Time >= TimeSpan.Zero && duration.Time <= TimeSpan.FromDays(366)
            && (duration.Days > 0 || duration.Time > TimeSpan.Zero);

        static Refusal Invalid(string message) => Refusal.Invalid("", "service-levels.invalid", message);
    }
}
