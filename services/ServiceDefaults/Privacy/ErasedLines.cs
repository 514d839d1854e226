namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>C20: whether a line of refused rows, which stands there as it came, names the person: in other letters or widths too, and a number however it is written.</summary>
internal sealed class ErasedLines(ErasedPerson person)
{
    private readonly List<string> texts = [.. person.Replaced.Concat(person.Ids.Select(id => id.ToString())).Select(ErasedTraces.Normalise).Where(text => text.Length > 1).Distinct()];
    private readonly HashSet<string> numbers = [.. person.Replaced.Where(text => text.StartsWith('+')).Select(ErasedTraces.TailOf).OfType<string>()];

    public bool Name(string line)
    {
        var plain = ErasedTraces.Normalise(line.Replace("\"\"", "\"", StringComparison.Ordinal));
        return texts.Exists(text => plain.Contains(text, StringComparison.Ordinal))
            || (numbers.Count > 0 && line.Split(',').Any(field => ErasedTraces.TailOf(field) is { } tail && numbers.Contains(tail)));
    }
}
