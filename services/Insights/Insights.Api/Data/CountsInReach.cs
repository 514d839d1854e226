using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Data;

/// <summary>
/// X1: counts of things of which the caller may read fewer than it sees dashboards of are of those it may read, so that a count and what
/// stands behind it come to the same. Things it may not read at all stay counted: a number is no thing.
/// </summary>
internal sealed class CountsInReach
{
    private readonly string me;
    private readonly string team;
    private readonly Measure[] ofTeam;
    private readonly Measure[] ofOwn;

    public CountsInReach(CallerAccessor rights)
    {
        (me, team) = (rights.Caller.Subject, rights.Caller.TeamOrNone);
        var narrower = Enum.GetValues<Measure>().Select(measure => (Measure: measure, Reach: rights.ReachOf(Behind.RightToRead(measure))))
            .Where(pair => pair.Reach != RowScope.None && pair.Reach < rights.Caller.Reach).ToLookup(pair => pair.Reach, pair => pair.Measure);
        (ofTeam, ofOwn) = ([.. narrower[RowScope.Team]], [.. narrower[RowScope.Own]]);
    }

    /// <summary>Whose counts these are, beyond the reach of the right to see dashboards.</summary>
    public string Whose => IsWhole ? "" : $"{team}/{me}";

    private bool IsWhole => ofTeam.Length + ofOwn.Length == 0;

    public IQueryable<TallyRow> Of(IQueryable<TallyRow> tallies) => IsWhole ? tallies : tallies.Where(t =>
        t.Person == me || (ofTeam.Contains(t.Measure) ? t.Team == team : !ofOwn.Contains(t.Measure)));
}
