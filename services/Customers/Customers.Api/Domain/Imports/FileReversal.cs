namespace CrmPlatform.Customers.Domain;

/// <summary>C17: what a file says once the change of an import is taken back, and which fields have been changed since and stay.</summary>
public sealed record FileReversal(CustomerData File, IReadOnlyList<string> Kept)
{
    public static FileReversal Of(CustomerData now, CustomerData before, CustomerData after)
    {
        var kept = Enum.GetValues<MergeField>().Where(field => !MergeChoice.Same(before, after, field) && !MergeChoice.Same(now, after, field) && !MergeChoice.Same(now, before, field))
            .Select(field => ServiceDefaults.Vocabulary.EnumCode.Of(field)).ToList();
        var file = MergeChoice.Separate(now, before, after) with
        {
            Tags = [.. now.Tags.Except(after.Tags.Except(before.Tags)).Union(before.Tags.Except(after.Tags))],
            Custom = Values(now.Custom, before.Custom, after.Custom, kept),
        };
        return new FileReversal(file, kept);
    }

    private static IReadOnlyDictionary<string, string> Values(
        IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, List<string> kept)
    {
        var result = now.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var code in before.Keys.Union(after.Keys))
        {
            var (was, became, stands) = (before.GetValueOrDefault(code), after.GetValueOrDefault(code), now.GetValueOrDefault(code));
            if (was == became || stands == was) continue;
            if (stands != became) kept.Add($"custom.{code}");
            else if (was is null) result.Remove(code);
            else result[code] = was;
        }
        return CustomFields.Sorted(result);
    }
}
