using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>X2: what is asked for from a day or an instant on, up to an end; an end before the beginning is a mistake and no empty list.</summary>
/// <param name="From">Such as <c>from</c> or <c>dueFrom</c>.</param>
/// <param name="Until">Such as <c>to</c>, <c>until</c>, <c>before</c> or <c>dueBefore</c>.</param>
internal sealed record AskedRange(QueryField From, QueryField Until)
{
    public const string Code = "parameter.out-of-range";

    private const string Beginning = "from";

    private static readonly string[] Ends = ["to", "until", "before"];

    /// <summary>The ranges among these days and instants: two of one name but for the word that says which end it is.</summary>
    public static IReadOnlyList<AskedRange> In(IReadOnlyList<QueryField> dates) =>
    [
        .. from beginning in dates
           where beginning.Name.EndsWith(Beginning, StringComparison.OrdinalIgnoreCase)
           let subject = beginning.Name[..^Beginning.Length]
           from end in dates
           where Ends.Any(word => end.Name.Equals(subject + word, StringComparison.OrdinalIgnoreCase))
           select new AskedRange(beginning, end),
    ];

    /// <summary>Null where one end is open.</summary>
    public Invalid? Complaint(EndpointFilterInvocationContext context) =>
        (From.Value(context), Until.Value(context)) is (IComparable from, { } until) && from.GetType() == until.GetType() && from.CompareTo(until) > 0
            ? new Invalid(From.Name, $"'{From.Name}' lies after '{Until.Name}', so the range runs backwards; allowed is {Allowed(until)}.", Code)
            : null;

    private static string Allowed(object until) => until switch
    {
        DateOnly day => $"a day up to {day:yyyy-MM-dd}",
        DateTimeOffset moment => $"a moment up to {moment:yyyy-MM-ddTHH:mm:sszzz}",
        _ => FormattableString.Invariant($"what comes up to {until}"),
    };
}
