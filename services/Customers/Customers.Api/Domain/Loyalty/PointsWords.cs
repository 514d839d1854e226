using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>The accounts of the ledger of points (C14): one per customer, and the programme's own.</summary>
public enum PointsAccountKind
{
    [Names("Customer", "客户", "客戶")] Customer,
    [Names("Issued", "已发放", "已發放")] Issued,
    [Names("Redeemed", "已兑换", "已兌換")] Redeemed,
    [Names("Expired", "已过期", "已過期")] Expired,
    [Names("Adjusted", "已调整", "已調整")] Adjusted,
}

/// <summary>Why points moved.</summary>
public enum PointsKind
{
    [Names("Earned", "获得", "獲得")] Earn,
    [Names("Earned by a purchase", "消费获得", "消費獲得")] Purchase,
    [Names("Granted as a remedy", "补偿", "補償")] Remedy,
    [Names("Taken back for a refund", "退款扣回", "退款扣回")] Refund,
    [Names("Redeemed", "兑换", "兌換")] Redeem,
    [Names("Redemption cancelled", "取消兑换", "取消兌換")] Return,
    [Names("Expired", "过期", "過期")] Expire,
    [Names("Adjusted", "调整", "調整")] Adjust,
    [Names("Moved between files", "档案间转移", "檔案間轉移")] Transfer,
}

/// <summary>What a member is offered beside points.</summary>
public enum LoyaltyOfferKind
{
    [Names("Offer", "专属优惠", "專屬優惠")] Offer,
    [Names("Event", "专属活动", "專屬活動")] Event,
}

/// <summary>What a member said to an offer.</summary>
public enum OfferAnswer
{
    [Names("Accepted", "接受", "接受")] Accepted,
    [Names("Declined", "谢绝", "謝絕")] Declined,
    [Names("Attended", "已参加", "已參加")] Attended,
}
