package sluice.loss;

/** How two vectors of a shared encoder, u and v [H], are compared. All are symmetric in them. */
public enum Likeness {
  /** u·v ∕ (|u|·|v|), the cosine of their angle; z = a·cosine + b with a and b learned. */
  COSINE,
  /** −|u − v|, minus their Euclidean distance; z = b − a·distance with a and b learned. */
  DISTANCE,
  /** A dense layer over |u − v| and u ⊙ v, element by element, side by side, [2H] → [1]. */
  DENSE
}
