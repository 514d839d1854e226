namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>The display names of an enum value: English, simplified and traditional Chinese.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NamesAttribute(string english, string simplified, string traditional) : Attribute
{
    public string English { get; } = english;

    public string Simplified { get; } = simplified;

    public string Traditional { get; } = traditional;
}
