using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>A mail ready to be sent.</summary>
internal sealed record MailText(string Subject, string Body);

/// <summary>
/// The templates, one file each with a section for each language. <c>{{name}}</c> is a value, <c>{{at:time}}</c> one that is an instant,
/// <c>{{#name}}…{{/name}}</c> stands where the value is there, <c>{{#name=x}}…{{/name}}</c> where it is x.
/// </summary>
internal sealed partial class MailTemplates
{
    private const string Prefix = "mail/";
    private static readonly (string Mark, Language Language)[] Marks =
        [("[en]", Language.English), ("[zh-Hans]", Language.SimplifiedChinese), ("[zh-Hant]", Language.TraditionalChinese)];

    private readonly Dictionary<(string Name, Language Language), MailText> texts = [];

    public MailTemplates()
    {
        var assembly = typeof(MailTemplates).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))) Load(assembly, resource);
    }

    public IReadOnlyList<string> Names => [.. texts.Keys.Select(key => key.Name).Distinct().Order(StringComparer.Ordinal)];

    public bool Knows(string name) => texts.ContainsKey((name, Language.English));

    /// <exception cref="KeyNotFoundException">There is no such template.</exception>
    public MailText Fill(string name, Language language, IReadOnlyDictionary<string, string> values, TimeZoneInfo zone)
    {
        var text = texts[(name, language)];
        // A subject is one line, whatever was put into it.
        return new MailText(Fill(text.Subject, values, zone).ReplaceLineEndings(" ").Trim(), Fill(text.Body, values, zone).Trim() + "\n");
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values, TimeZoneInfo zone)
    {
        string Value(string name) => values.TryGetValue(name, out var value) ? value : "";
        text = Section().Replace(text, match =>
        {
            var value = Value(match.Groups["name"].Value);
            return (match.Groups["is"].Success ? value == match.Groups["is"].Value : value.Length > 0) ? match.Groups["text"].Value : "";
        });
        return Slot().Replace(text, match => match.Groups["time"].Success ? Moment(Value(match.Groups["name"].Value), zone) : Value(match.Groups["name"].Value));
    }

    // An instant in UTC is written in the house's zone, one with an offset of its own as its reader's clock shows it.
    private static string Moment(string text, TimeZoneInfo zone)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return text;
        return (at.Offset == TimeSpan.Zero ? TimeZoneInfo.ConvertTime(at, zone) : at).ToString("yyyy-MM-dd HH:mm (zzz)", CultureInfo.InvariantCulture);
    }

    private void Load(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var file = reader.ReadToEnd().ReplaceLineEndings("\n");
        foreach (var (mark, language) in Marks)
        {
            var start = file.IndexOf(mark + "\n", StringComparison.Ordinal);
            if (start < 0) throw new InvalidOperationException($"The template {resource} has no section {mark}.");
            start += mark.Length + 1;
            var end = Marks.Select(other => file.IndexOf("\n" + other.Mark + "\n", start, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(file.Length).Min();
            var section = file[start..end];
            var line = section.IndexOf('\n', StringComparison.Ordinal);
            texts[(resource[Prefix.Length..], language)] = new MailText(section[..line], section[(line + 1)..]);
        }
    }

    [GeneratedRegex(@"\{\{#(?<name>\w+)(=(?<is>[\w-]+))?\}\}(?<text>.*?)\{\{/\k<name>\}\}", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"\{\{(?<name>\w+)(?<time>:time)?\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
