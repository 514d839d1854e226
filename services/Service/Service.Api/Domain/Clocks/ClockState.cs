using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>What a clock is doing after its last event.</summary>
public enum ClockState
{
    [Names("Running", "计时中", "計時中")] Running,
    [Names("Paused", "已暂停", "已暫停")] Paused,
    [Names("Stopped", "已停止", "已停止")] Stopped,
}
