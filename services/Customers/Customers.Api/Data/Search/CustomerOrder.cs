using System.Linq.Expressions;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>Where a page ended: the key of its last row, and the value it was sorted by where that is not the key itself.</summary>
internal sealed record PagePosition(long Key, string? Text = null, int? Number = null)
{
    /// <summary>Of a field whose values are few.</summary>
    public static PagePosition At<T>(long key, T? value) where T : struct, Enum => new(key, null, value is { } number ? Convert.ToInt32(number, null) : null);
}

/// <summary>What is wanted of a customer, and where the list goes on behind it.</summary>
internal sealed record Placed<T>(PagePosition Position, T Row);

/// <summary>C18: a list sorted by any of its fields, each through an index; the row's key has the last word, so no insert moves a page.</summary>
internal static class CustomerOrder
{
    public const string Newest = "created";

    private static readonly Dictionary<string, Field> Fields = new()
    {
        ["name"] = new TextField(c => c.SearchName),
        ["phone"] = new TextField(c => c.Phone),
        ["email"] = new TextField(c => c.Email),
        ["externalId"] = new TextField(c => c.ExternalId),
        ["taxId"] = new TextField(c => c.TaxId),
        ["owner"] = new TextField(c => c.OwnerId, shared: true),
        ["team"] = new TextField(c => c.Team, shared: true),
        ["kind"] = new NumberField<CustomerKind>(c => c.Kind),
        ["role"] = new NumberField<CustomerRole>(c => c.Role),
        ["channel"] = new NumberField<SalesChannel>(c => c.Channel),
        ["source"] = new NumberField<LeadSource>(c => c.Source),
        ["grade"] = new NumberField<ValueGrade>(c => c.Grade),
        ["class"] = new NumberField<AbcClass>(c => c.Class),
        ["maturity"] = new NumberField<Maturity>(c => c.Maturity),
        ["heat"] = new NumberField<Heat>(c => c.Heat),
        ["zone"] = new NumberField<ConsumptionZone>(c => c.Zone),
        ["stage"] = new NumberField<RelationshipStage>(c => c.Stage),
    };

    public static IEnumerable<string> Names => Fields.Keys.Prepend(Newest).SelectMany(name => new[] { name, $"-{name}" });

    /// <summary>By creation, which the key follows, newest first; <c>-created</c> is the other way round.</summary>
    public static bool IsByCreation(string? sort) => sort is null or Newest or $"-{Newest}";

    public static bool IsByName(string? sort) => sort is "name" or "-name";

    /// <summary>The customers along the index of an order, or along their keys.</summary>
    public static string AlongOnSqlite(string? sort) =>
        IsByCreation(sort) ? "SELECT * FROM \"Customers\" NOT INDEXED" : Along(Of(sort!, out _).Column);

    /// <summary>The customers along the index of a field.</summary>
    public static string AlongOnSqlite(LambdaExpression field) => Along(ColumnOf(field));

    /// <summary>Whether the order knows few values, which are gone through one after the other.</summary>
    public static bool IsStepped(string? sort) => sort is not null && !IsByCreation(sort) && Of(sort, out _).Values is not null;

    /// <summary>Which of the order's values there are, told by its index; the same words for both databases.</summary>
    public static string ValuesThereAre(string sort)
    {
        var field = Of(sort, out _);
        var values = string.Join(" UNION ALL ", field.Values!.Select(value => $"SELECT {value} AS x"));
        return $"SELECT x AS \"Value\" FROM ({values}) AS v WHERE EXISTS (SELECT 1 FROM \"Customers\" WHERE \"{field.Column}\" = v.x)";
    }

    /// <summary>The customers with one value of a stepped order; null for those that have none, which any order has.</summary>
    public static IQueryable<Customer> At(IQueryable<Customer> along, string sort, int? value) => along.Where(Of(sort, out _).Is(value));

    /// <summary>What a stepped order comes to from a position on; those without a value come before all others, as in every order.</summary>
    public static IEnumerable<int?> Steps(string sort, IEnumerable<int> there, PagePosition? after)
    {
        Of(sort, out var descending);
        var steps = there.Order().Select(value => (int?)value).Prepend(null).ToList();
        if (descending) steps.Reverse();
        return after is null ? steps : steps.Where(value => descending ? Rank(value) <= Rank(after.Number) : Rank(value) >= Rank(after.Number));
    }

    /// <summary>Whether the order is by a text that many customers have in common.</summary>
    public static bool IsShared(string sort) => Of(sort, out _) is TextField { IsShared: true };

    /// <summary>The customers with one text of an order; null for those that have none.</summary>
    public static IQueryable<Customer> AtText(IQueryable<Customer> along, string sort, string? text) => along.Where(((TextField)Of(sort, out _)).IsText(text));

    /// <summary>The text that the order begins with; null where it begins with those that have none.</summary>
    public static async Task<string?> FirstTextAsync(IQueryable<Customer> along, string sort, CancellationToken cancellationToken) =>
        Of(sort, out var descending) is TextField text && descending ? await text.Order(along, descending).FirstOrDefaultAsync(cancellationToken) : null;

    /// <summary>The one that comes next; null where no other text does.</summary>
    public static async Task<string?> NextTextAsync(IQueryable<Customer> along, string sort, string? text, CancellationToken cancellationToken)
    {
        var field = (TextField)Of(sort, out var descending);
        return text is null && descending ? null : await field.Order(along.Where(field.Beyond(text, descending)), descending).FirstOrDefaultAsync(cancellationToken);
    }

    private static int Rank(int? value) => value ?? int.MinValue;

    private static string Along(string column) => $"SELECT * FROM \"Customers\" INDEXED BY \"IX_Customers_{column}\"";

    private static string ColumnOf(LambdaExpression field) => ((MemberExpression)(field.Body is UnaryExpression cast ? cast.Operand : field.Body)).Member.Name;

    public static bool IsKnown(string? sort) => sort is null || Names.Contains(sort);

    public static IQueryable<Customer> Apply(IQueryable<Customer> customers, string? sort, PagePosition? after)
    {
        if (IsByCreation(sort))
        {
            var key = after?.Key ?? 0;
            if (sort == $"-{Newest}") return (after is null ? customers : customers.Where(c => c.Key > key)).OrderBy(c => c.Key);
            return (after is null ? customers : customers.Where(c => c.Key < key)).OrderByDescending(c => c.Key);
        }
        return Of(sort!, out var descending).Apply(customers, after, descending);
    }

    /// <summary>What comes behind a position of an order, which is none of creation.</summary>
    public static IQueryable<Customer> Behind(IQueryable<Customer> customers, string sort, PagePosition? after) =>
        after is null ? customers : customers.Where(Of(sort, out var descending).Behind(after, descending));

    /// <summary>Those of an order of texts that have a text, from a position on.</summary>
    public static IQueryable<Customer> WithText(IQueryable<Customer> customers, string sort, PagePosition? after)
    {
        var field = (TextField)Of(sort, out var descending);
        // Behind a position is up to the one before it, in the opposite order.
        return customers.Where(after?.Text is null ? field.Beyond(null, descending) : field.Until(after with { Key = after.Key + (descending ? -1 : 1) }, !descending));
    }

    /// <summary>Those of an order of texts that come before a position, and that of the position; without those that have no text.</summary>
    public static IQueryable<Customer> Until(IQueryable<Customer> customers, string sort, PagePosition position) =>
        customers.Where(((TextField)Of(sort, out var descending)).Until(position, descending));

    /// <summary>Where a customer stands in an order.</summary>
    public static Expression<Func<Customer, PagePosition>> PlaceOf(string sort)
    {
        var customer = Expression.Parameter(typeof(Customer));
        return Expression.Lambda<Func<Customer, PagePosition>>(Of(sort, out _).Position(customer), customer);
    }

    /// <summary>The rows that are found along the index of an order, in that order: what the index says is asked before a row is read.</summary>
    public static IQueryable<Customer> Walk(IQueryable<Customer> index, IQueryable<Customer> rows, string sort)
    {
        var found = index.Join(rows, i => i.Key, c => c.Key, (i, c) => new Walked { Index = i, Row = c });
        return Of(sort, out var descending).Order(found, descending).Select(walked => walked.Row);
    }

    /// <summary>Reads <paramref name="row"/> together with its position in the order.</summary>
    public static Expression<Func<Customer, Placed<T>>> Place<T>(string? sort, Expression<Func<Customer, T>> row)
    {
        var customer = row.Parameters[0];
        var position = IsByCreation(sort) ? Position(customer) : Of(sort!, out _).Position(customer);
        return Expression.Lambda<Func<Customer, Placed<T>>>(Expression.New(typeof(Placed<T>).GetConstructors()[0], position, row.Body), customer);
    }

    private static NewExpression Position(ParameterExpression customer, Expression? text = null) =>
        Expression.New(typeof(PagePosition).GetConstructors()[0], Key(customer), text ?? Expression.Constant(null, typeof(string)), Expression.Constant(null, typeof(int?)));

    private static MemberExpression Key(ParameterExpression customer) => Expression.Property(customer, nameof(Customer.Key));

    private static Field Of(string sort, out bool descending)
    {
        descending = sort.StartsWith('-');
        return Fields[descending ? sort[1..] : sort];
    }

    private sealed class Walked
    {
        public required Customer Index { get; init; }

        public required Customer Row { get; init; }
    }

    private abstract class Field(LambdaExpression field)
    {
        public string Column { get; } = ColumnOf(field);

        /// <summary>What the field can be, as it is stored; null where that is anything.</summary>
        public virtual IReadOnlyList<int>? Values => null;

        public abstract Expression<Func<Customer, bool>> Is(int? value);

        public abstract IQueryable<Customer> Apply(IQueryable<Customer> customers, PagePosition? after, bool descending);

        public abstract Expression<Func<Customer, bool>> Behind(PagePosition position, bool descending);

        public abstract IQueryable<Walked> Order(IQueryable<Walked> found, bool descending);

        public abstract Expression Position(ParameterExpression customer);

        protected static IQueryable<Walked> Order<T>(IQueryable<Walked> found, Expression<Func<Customer, T>> field, bool descending)
        {
            var walked = Expression.Parameter(typeof(Walked));
            var value = Expression.Lambda<Func<Walked, T>>(ReplacingExpressionVisitor.Replace(field.Parameters[0], Expression.Property(walked, nameof(Walked.Index)), field.Body), walked);
            return descending ? found.OrderByDescending(value).ThenByDescending(w => w.Index.Key) : found.OrderBy(value).ThenBy(w => w.Index.Key);
        }

        protected Expression On(ParameterExpression customer) => ReplacingExpressionVisitor.Replace(field.Parameters[0], customer, field.Body);
    }

    private sealed class TextField(Expression<Func<Customer, string?>> field, bool shared = false) : Field(field)
    {
        public bool IsShared => shared;

        public override Expression<Func<Customer, bool>> Is(int? value) => value is null ? IsText(null) : throw new ArgumentOutOfRangeException(nameof(value), value, "A text has no number.");

        public Expression<Func<Customer, bool>> IsText(string? text) =>
            Expression.Lambda<Func<Customer, bool>>(Expression.Equal(field.Body, text is null ? Expression.Constant(null, typeof(string)) : Keyset.Constant(text)), field.Parameters[0]);

        /// <summary>Those whose text comes behind one, whatever their keys; behind none come all that have one.</summary>
        public Expression<Func<Customer, bool>> Beyond(string? text, bool descending) =>
            text is null ? Expression.Lambda<Func<Customer, bool>>(Expression.Not(IsText(null).Body), field.Parameters[0]) : Keyset.Beyond(field, text, descending);

        public Expression<Func<Customer, bool>> Until(PagePosition position, bool descending) => Keyset.Until(field, position.Text!, position.Key, descending);

        public IQueryable<string?> Order(IQueryable<Customer> customers, bool descending) =>
            (descending ? customers.OrderByDescending(field) : customers.OrderBy(field)).Select(field);

        public override Expression Position(ParameterExpression customer) => CustomerOrder.Position(customer, On(customer));

        public override IQueryable<Walked> Order(IQueryable<Walked> found, bool descending) => Order(found, field, descending);

        public override IQueryable<Customer> Apply(IQueryable<Customer> customers, PagePosition? after, bool descending)
        {
            if (after is not null) customers = customers.Where(Behind(after, descending));
            return descending ? customers.OrderByDescending(field).ThenByDescending(c => c.Key) : customers.OrderBy(field).ThenBy(c => c.Key);
        }

        public override Expression<Func<Customer, bool>> Behind(PagePosition position, bool descending) => Keyset.After(field, position.Text, position.Key, descending);
    }

    private sealed class NumberField<T>(Expression<Func<Customer, T?>> field) : Field(field) where T : struct, Enum
    {
        public override IReadOnlyList<int> Values { get; } = [.. Enum.GetValues<T>().Select(value => Convert.ToInt32(value, null))];

        public override Expression<Func<Customer, bool>> Is(int? value)
        {
            T? wanted = value is { } number ? (T)Enum.ToObject(typeof(T), number) : null;
            return Expression.Lambda<Func<Customer, bool>>(Expression.Equal(field.Body, Keyset.Constant(wanted)), field.Parameters[0]);
        }

        public override IQueryable<Walked> Order(IQueryable<Walked> found, bool descending) => Order(found, field, descending);

        public override Expression Position(ParameterExpression customer) => Expression.Call(typeof(PagePosition), nameof(PagePosition.At), [typeof(T)], Key(customer), On(customer));

        public override IQueryable<Customer> Apply(IQueryable<Customer> customers, PagePosition? after, bool descending)
        {
            if (after is not null) customers = customers.Where(Behind(after, descending));
            return descending ? customers.OrderByDescending(field).ThenByDescending(c => c.Key) : customers.OrderBy(field).ThenBy(c => c.Key);
        }

        public override Expression<Func<Customer, bool>> Behind(PagePosition position, bool descending) =>
            Keyset.After(field, position.Number is { } number ? (T)Enum.ToObject(typeof(T), number) : null, position.Key, descending);
    }
}
