using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>A rule of the house that is one document: service levels, remedy limits. Absent until somebody changes the default.</summary>
internal sealed class SettingRow : Entity, IHasHistory
{
    public const string ServiceLevels = "service-levels";
    public const string RemedyLimits = "remedy-limits";

    private SettingRow() { }

    public string Name { get; private set; } = "";

    /// <summary>The document as JSON.</summary>
    public string Value { get; private set; } = "";

    public Guid HistorySubject => Id;

    public static SettingRow Enter(string name, string value) => new() { Name = name, Value = value };

    public void Change(string value) => Value = value;
}
