using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Privacy;

/// <summary>
/// C20: lists and saved filters that are called after the person, or ask for the person by name or number, say <c>erased</c> there
/// afterwards. Latin names go as whole words, so that who is called Li is not taken out of lilies.
/// </summary>
internal sealed class NamedSegments(IEnumerable<string> texts, string region)
{
    private const int LongestName = 100;

    /// <summary>So many digits of a number are one person's.</summary>
    private const int PhoneDigits = 7;

    /// <summary>What a filter asks people by; the other criteria say nothing of one.</summary>
    private static readonly string[] Asking = ["q", "phone", "email", "taxId", "externalId", "tag", "field"];

    private readonly string[] texts = [.. texts.Select(text => text.Trim()).Where(text => text.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(text => text.Length)];

    /// <summary>Replaces, tracked; nothing is saved here. Returns which ones.</summary>
    public async Task<List<Guid>> ForgetAsync(CustomersDb db, CancellationToken cancellationToken)
    {
        var segments = await db.Set<Segment>().ToListAsync(cancellationToken);
        var names = segments.Select(segment => segment.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = new List<Guid>();
        foreach (var segment in segments)
        {
            var (name, description, criteria) = (Without(segment.Name), segment.Description is null ? null : Without(segment.Description), segment.Criteria is null ? null : OfNobody(segment.Criteria));
            if ((name, description, criteria) == (segment.Name, segment.Description, segment.Criteria)) continue;
            segment.Forget(name == segment.Name ? name : Free(name, names), description, criteria);
            found.Add(segment.Id);
        }
        return found;
    }

    /// <summary>The books of exports (C17) say what was asked for; what asked for the person says so no more. Tracked; nothing is saved here.</summary>
    public async Task ForgetExportsAsync(CustomersDb db, CancellationToken cancellationToken)
    {
        foreach (var job in await db.Set<Job>().Where(job => job.Kind == PersonalFiles.ExportJob && job.FinishedAt != null).ToListAsync(cancellationToken)) job.Redact(text => text == job.Parameters ? WithoutFilter(text) : text);
    }

    /// <summary>
    /// The same for those that were under way or ended in between: within the erasure's transaction and after <see cref="PersonalFiles.ForgetAsync"/>,
    /// by which the work of one under way has to begin anew. It then asks for nobody, as a saved filter does.
    /// </summary>
    public async Task ForgetExportsUnderWayAsync(CustomersDb db, CancellationToken cancellationToken)
    {
        foreach (var job in await db.Set<Job>().AsNoTracking().Where(job => job.Kind == PersonalFiles.ExportJob).Select(job => new { job.Key, job.Parameters }).ToListAsync(cancellationToken))
        {
            var told = WithoutFilter(job.Parameters);
            if (told == job.Parameters) continue;
            await db.Set<Job>().Where(row => row.Key == job.Key).ExecuteUpdateAsync(set => set.SetProperty(row => row.Parameters, told), cancellationToken);
        }
    }

    private string WithoutFilter(string parameters)
    {
        if (JsonNode.Parse(parameters) is not JsonObject asked || asked["request"] is not JsonObject request || request["filter"] is not JsonObject filter) return parameters;
        var before = filter.ToJsonString(Json.Tolerant);
        var after = OfNobody(before);
        if (after == before) return parameters;
        request["filter"] = JsonNode.Parse(after);
        return asked.ToJsonString(Json.Tolerant);
    }

    private string Without(string text) => texts.Aggregate(text, (left, name) => Regex.Replace(left, Pattern(name), Customer.ErasedName, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    /// <summary>Who is called Łukasz is found by lukasz, too (C18).</summary>
    private bool SaysAsTyped(string asked)
    {
        var typed = AsTyped(asked);
        return texts.Select(AsTyped).Any(name => name.Length > 1 && Regex.IsMatch(typed, Pattern(name), RegexOptions.CultureInvariant));
    }

    private static string AsTyped(string text) => SearchText.Typed(SearchText.Normalise(text));

    private static string Pattern(string name) =>
        (IsLetterOfWords(name[0]) ? @"(?<![\p{L}\p{N}])" : "") + Regex.Escape(name) + (IsLetterOfWords(name[^1]) ? @"(?![\p{L}\p{N}])" : "");

    private static bool IsLetterOfWords(char letter) => char.IsLetterOrDigit(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.OtherLetter;

    private static string Free(string name, HashSet<string> taken)
    {
        var begun = name.Length > LongestName - 6 ? name[..(LongestName - 6)].TrimEnd() : name;
        var free = begun;
        for (var number = 2; !taken.Add(free); number++) free = $"{begun} {number}";
        return free;
    }

    /// <summary>A filter that asked for the person finds nobody: without the criterion it would find everybody.</summary>
    private string OfNobody(string criteria)
    {
        if (JsonNode.Parse(criteria) is not JsonObject filter) return criteria;
        var named = Asking.Where(name => filter[name] is { } value && (value is JsonArray items ? items.Any(item => Names($"{item}")) : Names($"{value}"))).ToList();
        if (named.Count == 0) return criteria;
        foreach (var name in named) filter.Remove(name);
        filter["q"] = Customer.ErasedName;
        return filter.ToJsonString(Json.Tolerant);
    }

    private bool Names(string asked)
    {
        if (Without(asked) != asked || SaysAsTyped(asked)) return true;
        return Phone.DigitsOfQuery(asked, region)?.TrimStart('0') is { Length: >= PhoneDigits } digits && texts.Any(text => text.StartsWith('+') && text.EndsWith(digits, StringComparison.Ordinal));
    }
}
