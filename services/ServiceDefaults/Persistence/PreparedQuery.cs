using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// A query that is put together once for each model it is asked of; in one process there may be several, of either database. For what is
/// asked with every request: to take a query apart and find it again among those known costs as much as to run it.
/// </summary>
/// <param name="prepare">Calls <see cref="EF.CompileAsyncQuery{TContext, TResult}(System.Linq.Expressions.Expression{Func{TContext, IQueryable{TResult}}})"/> or one of its sisters.</param>
public sealed class PreparedQuery<TDb, TQuery>(Func<TDb, TQuery> prepare) where TDb : ServiceDb where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> prepared = [];

    public TQuery For(TDb db) => prepared.TryGetValue(db.Model, out var query) ? query : prepared.GetValue(db.Model, _ => prepare(db));
}
