using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, CrmPlatform.Engagement.EngagementHost.Build);
