using System.Text.RegularExpressions;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>X4: the templates of Notifications, which this service asks for by name and fills.</summary>
internal static partial class MailTexts
{
    /// <summary>What of these mails Notifications could not write, or would write with a gap; empty when it can write them all.</summary>
    public static IEnumerable<string> Faults(IEnumerable<MailRequested> mails) => mails.SelectMany(Faults).Distinct();

    private static IEnumerable<string> Faults(MailRequested mail)
    {
        using var file = typeof(MailTexts).Assembly.GetManifestResourceStream($"mail/{mail.Template}");
        if (file is null) return [$"There is no template '{mail.Template}'."];
        // C20: what was asked for about an erased person says nothing any more.
        if (mail.Values.Count == 0) return [];
        using var reader = new StreamReader(file);
        // What stands under a condition stands only where its value is given.
        var text = Condition().Replace(reader.ReadToEnd(), section => mail.Values.ContainsKey(section.Groups["name"].Value) ? section.Groups["text"].Value : "");
        return Slot().Matches(text).Select(slot => slot.Groups["name"].Value).Where(name => !mail.Values.ContainsKey(name)).Select(name => $"'{mail.Template}' wants '{name}', which is not given.");
    }

    [GeneratedRegex(@"\{\{#(?<name>\w+)(=[\w-]+)?\}\}(?<text>.*?)\{\{/\k<name>\}\}", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\{\{(?<name>\w+)(:time)?\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
