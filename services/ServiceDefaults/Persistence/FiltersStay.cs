using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// X1: a filter nobody can forget. <c>IgnoreQueryFilters</c> anywhere in a query, even in the query of a name inside of it, takes the filters
/// of the whole of it away. So a query in which it stands must say it of each thing it reads, or it is refused when it is made for the first time.
/// </summary>
internal sealed class FiltersStay : IQueryExpressionInterceptor
{
    /// <summary>One for all contexts: interceptors of queries are a part of what EF's own services are made by.</summary>
    public static readonly FiltersStay Instance = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var search = new Search();
        search.Visit(queryExpression);
        return search is { Ignored: true, Filtered: { } thing }
            ? throw new InvalidOperationException($"A part of this query ignores filters, so {thing} would be read without them. Ask for it in a query of its own, or ignore its filters too and say whom the caller reaches.")
            : queryExpression;
    }

    private sealed class Search : ExpressionVisitor
    {
        private int within;

        public bool Ignored { get; private set; }

        public string? Filtered { get; private set; }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            // The one that names its filters leaves the others where they are.
            if (node.Method.DeclaringType != typeof(EntityFrameworkQueryableExtensions)
                || node.Method.Name != nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters) || node.Arguments.Count > 1)
                return base.VisitMethodCall(node);
            Ignored = true;
            within++;
            Visit(node.Arguments[0]);
            within--;
            return node;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is not EntityQueryRootExpression root) return base.VisitExtension(node);
            if (within == 0 && root.EntityType.GetRootType().GetDeclaredQueryFilters().Count > 0) Filtered = root.EntityType.DisplayName();
            return node;
        }
    }
}
