namespace CrmPlatform.Engagement.Domain.Known;

/// <summary>E6: where a customer stands in the follow-up cycle, as the engine's index sees it.</summary>
internal enum CycleState
{
    /// <summary>Merged, erased, or the relationship has ended: nobody is expected to call.</summary>
    Off,

    /// <summary>In a period without a task.</summary>
    Waiting,

    /// <summary>The period's task lies with the owner.</summary>
    TaskOpen,

    /// <summary>The manager has heard of it.</summary>
    Escalated,

    /// <summary>Spoken to, or out of reach, while a task was open; the engine closes the task.</summary>
    Contacted,
}
