using System.Diagnostics;
using OpenTelemetry;

namespace CrmPlatform.ServiceDefaults.Telemetry;

/// <summary>
/// Some links are a key by themselves (a survey, a calendar, an unsubscription): whoever reads the trace must not be able to open them.
/// A segment of a path that is long and no id is left out.
/// </summary>
internal sealed class LinkSecrets : BaseProcessor<Activity>
{
    private const int LongestName = 40;

    public override void OnEnd(Activity data)
    {
        foreach (var tag in new[] { "url.path", "url.full" })
        {
            if (data.GetTagItem(tag) is string url && url.Split('/', '?').Any(IsSecret)) data.SetTag(tag, string.Join('/', url.Split('?')[0].Split('/').Select(segment => IsSecret(segment) ? "…" : segment)));
        }
    }

    private static bool IsSecret(string segment) => segment.Length > LongestName;
}
