using System.Globalization;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>How a field of an event is compared.</summary>
public enum FilterOperator
{
    [Names("is one of", "属于", "屬於")] In,
    [Names("is none of", "不属于", "不屬於")] NotIn,
    [Names("is at least", "不小于", "不小於")] AtLeast,
    [Names("is at most", "不大于", "不大於")] AtMost,
}

/// <summary>A condition on the data of an event; all of a subscription's conditions must hold.</summary>
/// <param name="Field">A path into the data as it is sent: <c>stage</c>, <c>items.length</c> is not one.</param>
public sealed record EventFilter(string Field, FilterOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>A field that is absent or null is none of anything, and neither large nor small.</summary>
    public bool Holds(JsonElement data)
    {
        var text = Find(data);
        return Operator switch
        {
            FilterOperator.In => text is not null && Values.Contains(text),
            FilterOperator.NotIn => text is null || !Values.Contains(text),
            FilterOperator.AtLeast => Compare(text) is >= 0,
            _ => Compare(text) is <= 0,
        };
    }

    private string? Find(JsonElement data)
    {
        foreach (var name in Field.Split('.'))
        {
            if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(name, out data)) return null;
        }
        return data.ValueKind switch
        {
            JsonValueKind.String => data.GetString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => data.GetRawText(),
            _ => null,
        };
    }

    // Numbers as numbers, instants as instants; everything else by its characters.
    private int? Compare(string? text)
    {
        if (text is null) return null;
        var bound = Values[0];
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) ? number.CompareTo(limit) : null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && DateTimeOffset.TryParse(bound, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)) return at.CompareTo(then);
        return string.CompareOrdinal(text, bound);
    }
}
