using System.Text;
using System.Text.RegularExpressions;

namespace CrmPlatform.Engagement.Tests.Calendars;

/// <summary>
/// Reads a stream as RFC 5545, section 3.1 writes it down, and forgives nothing: line ends, folding, names, nesting, what must stand
/// once.
/// </summary>
internal static partial class StrictCalendar
{
    private static readonly Dictionary<string, string[]> MustStandOnce = new()
    {
        ["VCALENDAR"] = ["PRODID", "VERSION"],
        ["VEVENT"] = ["UID", "DTSTAMP", "DTSTART"],
        ["VTIMEZONE"] = ["TZID"],
        ["STANDARD"] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
        ["DAYLIGHT"] = ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
        ["VALARM"] = ["ACTION", "TRIGGER", "DESCRIPTION"],
    };

    private static readonly string[] MayStandOnce =
        ["DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "SEQUENCE", "CREATED", "LAST-MODIFIED", "RRULE", "RECURRENCE-ID", "TRANSP", "URL"];

    [GeneratedRegex("""^(?<name>[A-Z0-9-]+)(?<params>(;[A-Z0-9-]+=("[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*):(?<value>.*)$""", RegexOptions.Singleline)]
    private static partial Regex ContentLine();

    /// <summary>The unfolded lines.</summary>
    public static List<string> Read(string text)
    {
        Assert.EndsWith("\r\n", text);
        Assert.DoesNotContain("\n", text.Replace("\r\n", ""));
        Assert.DoesNotContain("\r", text.Replace("\r\n", ""));
        var lines = new List<string>();
        foreach (var raw in text[..^2].Split("\r\n"))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(raw), 1, 75);
            Assert.Equal(raw, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw))); // no letter is cut in two
            Assert.DoesNotContain(raw, letter => char.IsControl(letter) && letter != '\t');
            if (raw[0] is ' ' or '\t') lines[^1] += raw[1..];
            else lines.Add(raw);
        }

        var open = new Stack<(string Name, List<string> Properties)>();
        var zones = new HashSet<string>();
        foreach (var line in lines)
        {
            var match = ContentLine().Match(line);
            Assert.True(match.Success, $"No content line: {line}");
            var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
            if (name == "BEGIN") open.Push((value, []));
            else if (name == "END") Close(open.Pop(), value);
            else open.Peek().Properties.Add(name);

            if (name == "TZID") zones.Add(value);
            if (Regex.Match(match.Groups["params"].Value, ";TZID=([^;]+)") is { Success: true } zone)
                Assert.True(zones.Contains(zone.Groups[1].Value), $"{zone.Groups[1].Value} is used and not described.");
        }
        Assert.Empty(open);
        return lines;
    }

    private static void Close((string Name, List<string> Properties) component, string end)
    {
        Assert.Equal(component.Name, end);
        Assert.True(MustStandOnce.ContainsKey(end), $"Unexpected component {end}.");
        foreach (var name in MustStandOnce[end]) Assert.Equal(1, component.Properties.Count(property => property == name));
        foreach (var name in MayStandOnce) Assert.InRange(component.Properties.Count(property => property == name), 0, 1);
    }
}
