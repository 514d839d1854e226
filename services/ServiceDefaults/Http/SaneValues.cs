using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using CrmPlatform.ServiceDefaults.Errors;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>
/// What the serializer does not look at in what clients send: a null among the things of a list that holds none, and days so far from
/// ours that no calendar can count on from them.
/// </summary>
internal static class SaneValues
{
    public const string DateCode = "date.out-of-range";
    public const string DateExpected = "A day from 1900-01-01 to 2999-12-31 is expected.";
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    public static bool IsSane(object? value) => value switch
    {
        DateOnly day => day.Year is >= FirstYear and <= LastYear,
        // Wherever on earth it is read, it is still such a day.
        DateTimeOffset time => time.UtcDateTime.Year is >= FirstYear and <= LastYear && time.Year is >= FirstYear and <= LastYear,
        _ => true,
    };

    public static bool IsDate(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var inner && (inner == typeof(DateOnly) || inner == typeof(DateTimeOffset));

    public static void Watch(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var checks = type.Properties.Select(CheckOf).OfType<Action<object>>().ToArray();
        if (checks.Length == 0) return;
        var before = type.OnDeserialized;
        type.OnDeserialized = thing =>
        {
            before?.Invoke(thing);
            foreach (var check in checks) check(thing);
        };
    }

    private static Action<object>? CheckOf(JsonPropertyInfo property)
    {
        if (property.Get is not { } get) return null;
        if (IsDate(property.PropertyType))
            return thing => Expect(IsSane(get(thing)), property.Name);
        if (property.PropertyType == typeof(string) || !property.PropertyType.IsAssignableTo(typeof(IEnumerable)) || property.AttributeProvider is not PropertyInfo declared) return null;

        var nullability = new NullabilityInfoContext().Create(declared);
        var element = nullability.ElementType ?? nullability.GenericTypeArguments.LastOrDefault();
        if (element is null) return null;
        if (IsDate(element.Type))
            return thing => Each(get(thing), (item, at) => Expect(IsSane(item), At(property.Name, at)));
        if (element.Type.IsValueType || element.ReadState != NullabilityState.NotNull) return null;
        return thing => Each(get(thing), (item, at) =>
        {
            if (item is null) throw new SaidJsonException("Must not be null.", At(property.Name, at));
        });
    }

    private static void Expect(bool sane, string member)
    {
        if (!sane) throw new SaidJsonException(DateExpected, member, code: DateCode);
    }

    private static void Each(object? list, Action<object?, object> look)
    {
        switch (list)
        {
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary) look(entry.Value, entry.Key);
                break;
            case IEnumerable items:
                var at = 0;
                foreach (var item in items) look(item, at++);
                break;
        }
    }

    private static string At(string list, object at) => at is int index ? string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]") : $"{list}.{at}";
}
