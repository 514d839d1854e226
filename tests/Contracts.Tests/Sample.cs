using System.Collections;

namespace CrmPlatform.Contracts.Tests;

/// <summary>Makes a value of every field of a contract, the same at every run.</summary>
internal static class Sample
{
    public static object Of(Type type, string name = "value")
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string)) return $"{name}-1";
        if (bare == typeof(Guid)) return new Guid("01890a5d-ac96-774b-bcce-b302099a8057");
        if (bare == typeof(bool)) return true;
        if (bare == typeof(int)) return 7;
        if (bare == typeof(long)) return 7_000_000_000L;
        if (bare == typeof(double)) return 0.5;
        if (bare == typeof(decimal)) return 12.345m;
        if (bare == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8));
        if (bare == typeof(DateOnly)) return new DateOnly(2026, 3, 1);
        if (bare.IsGenericType && typeof(IEnumerable).IsAssignableFrom(bare)) return ListOf(bare);
        var constructor = bare.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, parameter.Name!))]);
    }

    private static object ListOf(Type type)
    {
        if (type.GetGenericArguments() is [var key, var value])
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            dictionary.Add(Of(key, "key"), Of(value));
            return dictionary;
        }
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()[0]))!;
        list.Add(Of(type.GetGenericArguments()[0], "item"));
        return list;
    }
}
