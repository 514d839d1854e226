using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Conversation;

/// <summary>S9: who says something to whom. A note never leaves the house.</summary>
public enum MessageKind
{
    [Names("From the customer", "客户来信", "客戶來信")] FromCustomer,
    [Names("To the customer", "回复客户", "回覆客戶")] ToCustomer,
    [Names("Internal note", "内部备注", "內部備註")] Note,
}

/// <summary>S9: how two complaints belong together.</summary>
public enum LinkKind
{
    [Names("Related", "相关", "相關")] Related,
    [Names("Same cause", "同一原因", "同一原因")] SameCause,
    [Names("Follow-up", "后续", "後續")] FollowUp,
    [Names("Recurrence", "再次发生", "再次發生")] Recurrence,
}
