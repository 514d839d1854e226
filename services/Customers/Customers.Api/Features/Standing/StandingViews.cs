using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Standing;

/// <summary>One axis now.</summary>
/// <param name="Name">In the language of the request, as are the names of its values at <c>/api/v1/terms/customers</c>.</param>
/// <param name="ByHand">Set by somebody; it keeps its value until it is released, or until <paramref name="Until"/>.</param>
/// <param name="Computed">What the rule or Insights says, where that is known beside a value set by hand.</param>
public sealed record AxisView(Axis Axis, string Name, string? Value, bool ByHand, DateTimeOffset? Until = null, string? Computed = null);

/// <summary>Where a customer stands on every axis; none is folded into another.</summary>
public sealed record StandingView(Guid CustomerId, IReadOnlyList<AxisView> Axes, long Version) : IVersionedView
{
    internal static StandingView Of(Customer c, Language language)
    {
        AxisView View(Axis axis, string? value, bool byHand = false, DateTimeOffset? until = null, string? computed = null) =>
            new(axis, Terms.Name(axis, language), value, byHand, until, computed);
        return new StandingView(c.Id,
        [
            View(Axis.Class, EnumCode.Of(c.Class), c.ClassOverriddenUntil is not null, c.ClassOverriddenUntil, EnumCode.Of(c.ComputedClass)),
            View(Axis.Grade, EnumCode.Of(c.Grade), byHand: true),
            View(Axis.Maturity, EnumCode.Of(c.Maturity), c.MaturityByHand),
            View(Axis.Heat, EnumCode.Of(c.Heat), c.HeatByHand),
            View(Axis.Zone, EnumCode.OfNullable(c.Zone)),
            View(Axis.Problem, c.IsProblem ? "true" : "false", c.ProblemByHand),
            View(Axis.Cooperation, c.Cooperation?.ToString(System.Globalization.CultureInfo.InvariantCulture), byHand: true),
            View(Axis.Loyalty, c.LoyaltyScore?.ToString(System.Globalization.CultureInfo.InvariantCulture), byHand: true),
        ], c.Version);
    }
}

/// <summary>One line of an axis's history.</summary>
/// <param name="From">Null where the axis had no value before.</param>
/// <param name="To">Null where it has none any more: what a merge brought went with its undo.</param>
public sealed record StandingEntryView(string? From, string? To, StandingOrigin Origin, string? Reason, string By, DateTimeOffset At, DateTimeOffset? Until)
{
    internal static StandingEntryView Of(StandingEntry e, Language language) => new(e.From, e.To, e.Origin, e.ReasonIn(language), e.By, e.At, e.Until);
}
