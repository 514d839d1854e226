using CrmPlatform.Insights.Domain.Equity;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>
/// Remembers the changes of equity that were looked at last, of which a million customers make some thirty megabytes: runs never change, and
/// a list of who moved is read page after page.
/// </summary>
internal sealed class EquityChanges
{
    private const int Most = 2;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, EquityChange Change)> last = [];

    public async Task<EquityChange> GetAsync(Caller caller, long from, long to, Func<Task<EquityChange>> explain)
    {
        var key = $"{from}/{to}/{(caller.SeesAll ? "" : $"{caller.Reach}/{caller.TeamOrNone}/{caller.Subject}")}";
        lock (gate)
        {
            for (var known = last.First; known is not null; known = known.Next)
            {
                if (known.Value.Key != key) continue;
                last.Remove(known);
                last.AddFirst(known);
                return known.Value.Change;
            }
        }
        var change = await explain();
        lock (gate)
        {
            last.AddFirst((key, change));
            if (last.Count > Most) last.RemoveLast();
        }
        return change;
    }
}
