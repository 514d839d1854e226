using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmPlatform.Customers.Data;

/// <summary>A query that is put together once for each model it is asked of; in one process there may be several, of either database.</summary>
internal sealed class PreparedQuery<T>(Func<CustomersDb, T> prepare) where T : Delegate
{
    private readonly ConditionalWeakTable<IModel, T> prepared = [];

    public T For(CustomersDb db) => prepared.TryGetValue(db.Model, out var query) ? query : prepared.GetValue(db.Model, _ => prepare(db));
}
