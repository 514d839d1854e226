using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: the two clocks of a complaint.</summary>
public enum ClockKind
{
    [Names("First response", "首次响应", "首次回應")] FirstResponse,
    [Names("Resolution", "解决", "解決")] Resolution,
}
