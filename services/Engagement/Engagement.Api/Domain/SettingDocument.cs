using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain;

/// <summary>A rule that is data (cadences, calendar, policy, pipelines), as it was last written; its changes are kept.</summary>
internal sealed class SettingDocument : Entity, IHasHistory
{
    private SettingDocument() { }

    public string Name { get; private set; } = "";

    public string Json { get; private set; } = "";

    public Guid HistorySubject => Id;

    public static SettingDocument Of(string name, string json) => new() { Name = name, Json = json };

    public void Replace(string json) => Json = json;
}
