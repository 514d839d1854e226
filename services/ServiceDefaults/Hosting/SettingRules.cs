using System.Net.Mail;
using System.Text.RegularExpressions;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>What a setting must be; what is not set at all is another rule's matter.</summary>
/// <param name="expected">Ends the sentence that names the setting and what was written.</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class SettingRuleAttribute(string expected) : Attribute
{
    internal string Expected => expected;

    internal abstract bool Holds(object value);
}

/// <summary>A wait or interval that no program can keep when it is zero.</summary>
public sealed class LongerThanNothingAttribute() : SettingRuleAttribute("a duration longer than nothing is expected, such as 00:00:30")
{
    // Timers count in milliseconds.
    internal override bool Holds(object value) => value is TimeSpan duration && duration >= TimeSpan.FromMilliseconds(1);
}

/// <summary>An absolute address of the web, with http or https.</summary>
public sealed class WebAddressAttribute() : SettingRuleAttribute($"{SettingMistakes.Address} is expected")
{
    internal override bool Holds(object value) => SettingMistakes.IsAddress(value as Uri ?? (Uri.TryCreate(value as string, UriKind.Absolute, out var address) ? address : null));
}

/// <summary>A mail address and nothing beside it, or several such.</summary>
public sealed class BareMailAddressAttribute() : SettingRuleAttribute("a mail address such as complaints@example.com is expected")
{
    internal override bool Holds(object value) => value is IEnumerable<string> several ? several.All(text => text.Length == 0 || IsOne(text)) : value is string one && IsOne(one);

    private static bool IsOne(string text) => MailAddress.TryCreate(text, out var address) && address.Address.Equals(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A currency of ISO 4217.</summary>
public sealed partial class CurrencyCodeAttribute() : SettingRuleAttribute("a currency code of ISO 4217 is expected, such as CNY")
{
    internal override bool Holds(object value) => value is string code && Code().IsMatch(code);

    [GeneratedRegex(@"^[A-Z]{3}\z")]
    private static partial Regex Code();
}
