/** Facts that orders tell, by the names that shops' events have. */
export const orderCompleted = 'Order Completed'
export const orderUpdated = 'Order Updated'
export const orderCancelled = 'Order Cancelled'
export const orderRefunded = 'Order Refunded'
/** It could not be paid, or came too late. */
export const orderRefused = 'Order Refused'
/** Put aside in a shop, to be paid there. */
export const orderReserved = 'Order Reserved'
export const orderReady = 'Order Ready'
export const orderShipped = 'Order Shipped'
export const orderCollected = 'Order Collected'
/** Nobody came for it. */
export const orderNotCollected = 'Order Not Collected'
export const returnRequested = 'Return Requested'
export const orderReturned = 'Order Returned'
