using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>I12: whom customers are credited to as new ones, by the handovers that are known.</summary>
internal sealed class FirstOwners
{
    private readonly ILookup<long, Handover> handovers;

    private FirstOwners(ILookup<long, Handover> handovers) => this.handovers = handovers;

    public static async Task<FirstOwners> ReadAsync(InsightsDb db, IReadOnlyCollection<long> customers, CancellationToken cancellationToken)
    {
        var rows = new List<HandoverRow>();
        foreach (var numbers in customers.Distinct().Chunk(500))
            rows.AddRange(await db.Handovers.AsNoTracking().Where(h => EF.Parameter(numbers).Contains(h.CustomerNo!.Value)).ToListAsync(cancellationToken));
        return new FirstOwners(rows.ToLookup(row => row.CustomerNo!.Value, Accounts.Of));
    }

    public Credit Of(CustomerRow row) => Handover.FirstNamed(new Credit(row.Team, row.OwnerId ?? ""), handovers[row.No]);
}
