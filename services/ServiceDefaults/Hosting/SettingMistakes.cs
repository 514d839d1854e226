using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>A setting that cannot be is said in a sentence, which names it and what is expected, before anything starts.</summary>
public static partial class SettingMistakes
{
    internal const string Address = "an address such as http://localhost:8080";

    /// <summary>A line for each setting that is wrong; null when the failure is none of settings.</summary>
    public static string? Of(Exception failure)
    {
        for (var at = failure; at is not null; at = at is AggregateException { InnerExceptions: [.., var last] } ? last : at.InnerException)
        {
            if (at is OptionsValidationException wrong) return string.Join(Environment.NewLine, wrong.Failures.Select(said => Sentence(said, wrong.OptionsType)));
            if (at is InvalidOperationException && Unreadable().Match(at.Message) is { Success: true } unread)
                return $"{unread.Groups["setting"].Value} is '{unread.Groups["value"].Value}': {Expected(unread.Groups["type"].Value)} is expected.";
        }
        return null;
    }

    internal static bool IsAddress(Uri? address) => address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    internal static OptionsValidationException Wrong(Type expected, string sentence) => new(expected.Name, expected, [sentence]);

    internal static void AddSettingMistakes(this IServiceCollection services) => services.AddSingleton(typeof(IValidateOptions<>), typeof(SettingRules<>));

    /// <summary>Where its settings are read: <c>Customers</c> of <c>Customers:Region</c>.</summary>
    internal static string SectionOf(Type options) => options.GetField("Section")?.GetRawConstantValue() as string ?? options.Name;

    private static string Sentence(string said, Type options) =>
        Annotation().Match(said) is { Success: true } annotated ? $"{SectionOf(options)}:{annotated.Groups["member"].Value}: {annotated.Groups["words"].Value}" : said;

    private static string Expected(string type)
    {
        var name = type.StartsWith("System.Nullable`1[", StringComparison.Ordinal) ? type["System.Nullable`1[".Length..^1] : type;
        return name switch
        {
            "System.TimeSpan" => "a duration such as 00:00:30 (hours, minutes, seconds)",
            "System.Boolean" => "true or false",
            "System.Uri" => Address,
            "System.TimeOnly" => "a time of day such as 02:30",
            "System.DateOnly" => "a day such as 2027-01-31",
            "System.Int32" or "System.Int64" or "System.Int16" or "System.Byte" => "a whole number",
            "System.Double" or "System.Single" or "System.Decimal" => "a number",
            _ => AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is { IsEnum: true }) is { } words
                ? $"one of {string.Join(", ", Enum.GetNames(words))}"
                : $"a {name.Split('.')[^1]}",
        };
    }

    // The words of Microsoft.Extensions.Configuration.Binder and Microsoft.Extensions.Options.DataAnnotations.
    [GeneratedRegex("^Failed to convert configuration value (?:'(?<value>.*)' )?at '(?<setting>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '(?<member>[^']*)' with the error: '(?<words>.*)'\\.?$", RegexOptions.Singleline)]
    private static partial Regex Annotation();
}

/// <summary>
/// No wait, window or interval of ours is shorter than nothing, and every setting keeps the rule that stands at it. A name under which nothing is
/// read is warned of: it may be misspelt, or one that another version knows.
/// </summary>
// The logger is asked for late: what it filters by are options too, and come through here while it is being made.
internal sealed class SettingRules<TOptions>(IServiceProvider services) : IValidateOptions<TOptions> where TOptions : class
{
    private int looked;

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (!IsOurs(typeof(TOptions))) return ValidateOptionsResult.Skip;
        var section = SettingMistakes.SectionOf(typeof(TOptions));
        List<string> wrong = [.. Of(options, section)];
        if (wrong.Count > 0) return ValidateOptionsResult.Fail(wrong);
        if (Interlocked.Exchange(ref looked, 1) == 0) WarnOfUnknown(section);
        return ValidateOptionsResult.Success;
    }

    private void WarnOfUnknown(string section)
    {
        if (services.GetService<IConfiguration>() is not { } configuration) return;
        foreach (var path in Unknown(typeof(TOptions), configuration.GetSection(section)))
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SettingMistakes)).LogWarning("There is no setting {Setting}; what is written there changes nothing", path);
    }

    private static IEnumerable<string> Unknown(Type part, IConfigurationSection section)
    {
        var settings = Settings(part).ToDictionary(setting => setting.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var written in section.GetChildren())
        {
            if (!settings.TryGetValue(written.Key, out var setting)) yield return written.Path;
            else if (IsOurs(setting.PropertyType) && !setting.PropertyType.IsEnum)
            {
                foreach (var inner in Unknown(setting.PropertyType, written)) yield return inner;
            }
        }
    }

    private static IEnumerable<PropertyInfo> Settings(Type part) => part.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && (property.CanWrite || !property.PropertyType.IsValueType));

    private static IEnumerable<string> Of(object part, string path)
    {
        foreach (var setting in Settings(part.GetType()))
        {
            var here = $"{path}:{setting.Name}";
            var value = setting.GetValue(part);
            if (value is not null and not "" && setting.GetCustomAttribute<SettingRuleAttribute>() is { } rule)
            {
                if (!rule.Holds(value)) yield return $"{here} is '{Written(value)}': {rule.Expected}.";
                continue;
            }
            if (value is TimeSpan duration && duration < TimeSpan.Zero) yield return Sentence(here, duration);
            if (value is IList<TimeSpan> all && setting.CanWrite && all.FirstOrDefault(one => one < TimeSpan.Zero) is { Ticks: < 0 } negative) yield return Sentence(here, negative);
            if (value is not null and not string and not IEnumerable && IsOurs(value.GetType()) && !value.GetType().IsEnum)
            {
                foreach (var inner in Of(value, here)) yield return inner;
            }
        }
    }

    private static string Written(object value) => value switch
    {
        TimeSpan duration => duration.ToString("c"),
        IEnumerable<string> several => string.Join(", ", several),
        _ => $"{value}",
    };

    private static string Sentence(string setting, TimeSpan duration) => $"{setting} is '{duration:c}': a duration that is not negative is expected, such as 00:00:30.";

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith(nameof(CrmPlatform), StringComparison.Ordinal) == true;
}
