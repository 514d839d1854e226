using System.Globalization;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>
/// E8: a number stands for one contract. Whoever gives one, or takes the next, holds the counter until the end of the transaction: of two who
/// give the same at one moment the second finds it taken.
/// </summary>
internal static class ContractNumbers
{
    private const string Counter = "contract-numbers";

    /// <summary>The next number that nobody has given by hand.</summary>
    public static async Task<string> NextContractNumberAsync(this EngagementDb db, DateOnly today, CancellationToken cancellationToken)
    {
        await db.BeginOwnWriteAsync(cancellationToken);
        while (true)
        {
            var ordinal = await db.TakeAsync(Counter, 1, cancellationToken);
            var number = string.Create(CultureInfo.InvariantCulture, $"C-{today:yyyyMMdd}-{ordinal:D6}");
            if (!await db.IsContractAsync(number, null, cancellationToken)) return number;
        }
    }

    /// <summary>Whether another contract bears a number; until the next save is committed none comes to.</summary>
    public static async Task<bool> IsTakenAsync(this EngagementDb db, string number, Guid? except, CancellationToken cancellationToken)
    {
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.TakeAsync(Counter, 0, cancellationToken);
        return await db.IsContractAsync(number, except, cancellationToken);
    }

    private static Task<bool> IsContractAsync(this EngagementDb db, string number, Guid? except, CancellationToken cancellationToken) =>
        db.Contracts.IgnoreQueryFilters().AnyAsync(contract => contract.Number == number && contract.Id != except, cancellationToken);
}
