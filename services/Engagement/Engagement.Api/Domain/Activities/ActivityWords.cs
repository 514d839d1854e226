using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E1: the kinds of activity.</summary>
public enum ActivityKind
{
    [Names("Call", "电话", "電話")] Call,
    [Names("Visit", "拜访", "拜訪")] Visit,
    [Names("Meeting", "会议", "會議")] Meeting,
    [Names("E-mail", "邮件", "郵件")] Email,
    [Names("Message", "消息", "訊息")] Message,
    [Names("Web", "网络", "網路")] Web,
    [Names("Fax", "传真", "傳真")] Fax,
    [Names("Event", "活动", "活動")] Event,
}

/// <summary>E1: who began it.</summary>
public enum ActivityDirection
{
    [Names("From the customer", "客户发起", "客戶發起")] Inbound,
    [Names("From us", "我方发起", "我方發起")] Outbound,
}

/// <summary>E1: planned → in progress → done, missed or cancelled.</summary>
public enum ActivityState
{
    [Names("Planned", "已计划", "已計劃")] Planned,
    [Names("In progress", "进行中", "進行中")] InProgress,
    [Names("Done", "已完成", "已完成")] Done,
    [Names("Missed", "未赴约", "未赴約")] Missed,
    [Names("Cancelled", "已取消", "已取消")] Cancelled,
}

/// <summary>E1: whom the customer dealt with.</summary>
public enum ContactParty
{
    [Names("A person", "人工", "人工")] Human,
    [Names("A machine", "机器", "機器")] Machine,
}

/// <summary>E1: face to face, or through something in between.</summary>
public enum ContactMeans
{
    [Names("In person", "面对面", "面對面")] Personal,
    [Names("Through media", "媒介", "媒介")] Media,
}

/// <summary>E1: both at the same time, or each in their own.</summary>
public enum ContactTiming
{
    [Names("At the same time", "同步", "同步")] Synchronous,
    [Names("Each in their own time", "异步", "異步")] Asynchronous,
}
